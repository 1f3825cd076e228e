using System.Text;

namespace Intervene.Torch.Engine;

/// <summary>Looks for a request's stop texts in the bytes of a completion that grows token by token.</summary>
internal sealed class StopTexts
{
    private readonly byte[][] _texts;
    private readonly int _longest;

    public StopTexts(IReadOnlyList<string> stop)
    {
        _texts = [.. stop.Select(Encoding.UTF8.GetBytes)];
        _longest = _texts.Max(text => text.Length);
    }

    /// <summary>Whether a text ends within a token's bytes.</summary>
    /// <param name="tail">The bytes before it, as many as a text may need; takes the token's bytes too.</param>
    /// <param name="bytes">The token's.</param>
    public bool Reached(List<byte> tail, byte[] bytes)
    {
        tail.AddRange(bytes);
        var seen = tail.ToArray().AsSpan();
        foreach (var text in _texts)
        {
            if (seen.IndexOf(text) >= 0)
            {
                return true;
            }
        }

        tail.RemoveRange(0, Math.Max(0, tail.Count - (_longest - 1)));
        return false;
    }
}
