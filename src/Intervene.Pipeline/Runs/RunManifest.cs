using System.Reflection;
using Intervene.Files;

namespace Intervene.Pipeline.Runs;

/// <summary><c>manifest.json</c>: what a run was made with and from.</summary>
public sealed record RunManifest
{
    /// <summary>Version of the run directory's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The version of Intervene.</summary>
    public required string Product { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string DotNet { get; init; }

    /// <summary>The operating system and its architecture.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The libtorch in use.</summary>
    public required string Torch { get; init; }

    /// <summary>Threads that tensor operations use.</summary>
    public required int Threads { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The inputs with their hashes.</summary>
    public required IReadOnlyList<RunInput> Inputs { get; init; }

    /// <summary>When the run was started, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The version of this program.</summary>
    internal static string ThisProduct { get; } =
        typeof(RunManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Reads the manifest of a run.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InterveneException">The run is of another format, or the file is damaged.</exception>
    public static RunManifest Read(string path) => JsonFile.Read<RunManifest>(path);
}
