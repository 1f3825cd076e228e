using System.Runtime.InteropServices;
using Intervene.Files;
namespace Intervene.Pipeline.Runs;

/// <summary>A run directory that this process alone works in, until it is disposed.</summary>
public sealed class RunDirectory : RunPaths, IDisposable
{
    private readonly RunLock _held;

    private RunDirectory(RunPaths paths, RunLock held, RunManifest manifest, bool resumed)
        : base(paths.Root)
    {
        _held = held;
        ManifestRecord = manifest;
        IsResumed = resumed;
    }

    /// <summary>What the run was started with; its options and inputs are those of the last command.</summary>
    public RunManifest ManifestRecord { get; private set; }

    /// <summary>Whether the run was there before.</summary>
    public bool IsResumed { get; }

    /// <summary>Starts a run, or takes up the one in the directory. What is stale in it is for the plan of stages to say.</summary>
    /// <param name="path">The run directory.</param>
    /// <param name="request">Options, inputs and machine.</param>
    /// <param name="time">The clock of <see cref="RunManifest.CreatedAt"/>.</param>
    /// <exception cref="InterveneException">
    /// Another process holds the run; it is of another format; the directory holds other files; the file system refuses.
    /// </exception>
    public static RunDirectory Open(string path, RunRequest request, TimeProvider time)
    {
        Require(path);
        var paths = new RunPaths(path);
        IoFault.Guard(paths.Root, "create", () => Directory.CreateDirectory(paths.Root));
        var held = RunLock.Take(paths);
        try
        {
            if (File.Exists(paths.Manifest))
            {
                return new RunDirectory(paths, held, RunManifest.Read(paths.Manifest), resumed: true);
            }

            var manifest = Describe(request, time);
            AtomicFile.Write(paths.Options, request.ResolvedYaml);
            JsonFile.Write(paths.Manifest, manifest);
            return new RunDirectory(paths, held, manifest, resumed: false);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a place where no run can be: to be asked before the work, and by a dry run.</summary>
    /// <param name="path">The run directory, new, empty or a run's.</param>
    /// <exception cref="InterveneException">The name is empty, a file's or below one, or the directory holds other files.</exception>
    public static void Require(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new InterveneException("--out is empty; expected the name of the run directory.");
        }

        HomePath.Refuse("--out", path);
        var paths = new RunPaths(path);
        RequireRunOrEmpty(paths);
        if (IoFault.FileAbove(paths.Root) is { } file)
        {
            throw new InterveneException($"{paths.Root}: cannot create it: {file} is a file and no folder.");
        }
    }

    /// <summary>Makes the options and inputs of a command those of the run.</summary>
    /// <param name="request">Options and inputs.</param>
    /// <exception cref="InterveneException">The file system refuses.</exception>
    public void Adopt(RunRequest request)
    {
        if (IoFault.Guard(Options, "read", () => File.ReadAllText(Options)) != request.ResolvedYaml)
        {
            AtomicFile.Write(Options, request.ResolvedYaml);
        }

        if (!ManifestRecord.Inputs.SequenceEqual(request.Inputs) || ManifestRecord.Seed != request.Seed)
        {
            ManifestRecord = ManifestRecord with { Inputs = request.Inputs, Seed = request.Seed };
            JsonFile.Write(Manifest, ManifestRecord);
        }
    }

    /// <summary>Lets other processes work in the run.</summary>
    public void Dispose() => _held.Dispose();

    private static RunManifest Describe(RunRequest request, TimeProvider time) => new()
    {
        Product = RunManifest.ThisProduct,
        DotNet = RuntimeInformation.FrameworkDescription,
        OperatingSystem = $"{RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})",
        Torch = request.Torch,
        Threads = request.Threads,
        Seed = request.Seed,
        Inputs = request.Inputs,
        CreatedAt = time.GetUtcNow(),
    };

    /// <summary>A directory without a manifest may hold what a run leaves that was killed while it started, and nothing else.</summary>
    private static void RequireRunOrEmpty(RunPaths paths)
    {
        if (File.Exists(paths.Root))
        {
            throw new InterveneException($"{paths.Root}: it is a file; expected the name of a run directory, which is new, empty or a run's.");
        }

        if (!Directory.Exists(paths.Root) || File.Exists(paths.Manifest))
        {
            return;
        }

        var known = new[] { paths.Lock, paths.Options, paths.Options + ".partial", paths.Manifest + ".partial" };
        var foreign = Directory.EnumerateFileSystemEntries(paths.Root)
            .Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal).FirstOrDefault();
        if (foreign is not null)
        {
            throw new InterveneException(
                $"{paths.Root}: not a run directory: it holds {Path.GetFileName(foreign)} but no manifest.json. Name a directory that is new " +
                $"or empty.");
        }
    }
}
