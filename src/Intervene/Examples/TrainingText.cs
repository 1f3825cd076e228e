using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Intervene.Examples;

/// <summary>A text that one could train on, as a policy would read it.</summary>
/// <param name="Source">What it is, e.g. <c>interventions alone</c>.</param>
/// <param name="ProblemId">The problem.</param>
/// <param name="Number">Its number among those of its source and problem.</param>
/// <param name="Given">The tokens before it.</param>
/// <param name="Tokens">Its own tokens.</param>
public sealed record TrainingText(string Source, string ProblemId, int Number, int[] Given, int[] Tokens)
{
    /// <summary>A hash of the texts and of who reads them.</summary>
    /// <param name="reader">The model's name.</param>
    public string Hash(string reader)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(reader), 0, .. MemoryMarshal.AsBytes<int>(Given), .. MemoryMarshal.AsBytes<int>([-1, .. Tokens])];
        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
    }
}
