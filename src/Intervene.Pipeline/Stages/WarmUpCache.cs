using System.Text.Json;
using Intervene.Files;
using Intervene.Models;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// Base models that runs share: a folder each, named by the hash of all that the weights depend on. A model appears there whole or not at all, and
/// one whose files are not as they were left is not taken.
/// </summary>
internal sealed class WarmUpCache
{
    private const string Record = "warm-up.json", Model = "model", Metrics = "metrics.jsonl";

    private readonly string _folder;
    private readonly string _key;

    private WarmUpCache(string folder, string key) => (_folder, _key) = (folder, key);

    /// <summary>The place of a run's base model; null where the recipe names no cache.</summary>
    /// <param name="run">The run; its texts are made.</param>
    /// <exception cref="InterveneException">The folder cannot be made: better now than behind the training.</exception>
    public static WarmUpCache? Of(RunSession run)
    {
        var options = run.Options.WarmUp!;
        if (options.Cache is null)
        {
            return null;
        }

        HomePath.Refuse("warm_up.cache", options.Cache);
        var cache = Path.GetFullPath(options.Cache);
        IoFault.Guard(cache, "create", () => Directory.CreateDirectory(cache));
        var key = Sha256.OfText(string.Join('\n', Sha256.OfFile(run.Paths.WarmUpExamples), OptionsYaml.Write(options.Sft), $"seed {options.Seed}",
            ModelFiles.Fingerprint(run.SourcePath), run.Torch, $"threads {run.Threads}"));
        return new WarmUpCache(Path.Combine(cache, key[..16]), key);
    }

    /// <summary>Copies the model into a run; false where there is none, or a damaged one.</summary>
    /// <param name="paths">The run.</param>
    /// <param name="say">Told where it comes from, or why not.</param>
    public bool TakeTo(RunPaths paths, Action<string> say)
    {
        var record = Path.Combine(_folder, Record);
        if (!File.Exists(record))
        {
            return false;
        }

        var known = JsonFile.Read<WarmUpRecord>(record);
        var model = Path.Combine(_folder, Model);
        if (known.Key != _key || !Directory.Exists(model) || !File.Exists(Path.Combine(_folder, Metrics)) || Sha256.Of(model) != known.ModelSha256)
        {
            say($"{_folder} holds a model that is not as it was left there, and it is not taken. Remove that folder to let this run leave its own.");
            return false;
        }

        IoFault.Guard(paths.WarmUp, "write", () =>
        {
            Copy(model, paths.WarmUpModel);
            File.Copy(Path.Combine(_folder, Metrics), paths.WarmUpMetrics, overwrite: true);
        });
        say($"the base model is that of {_folder}, made of the same texts and options"
            + (known.Product == RunManifest.ThisProduct ? "" : $" by {known.Product}: this program's own may differ in its last digits"));
        return true;
    }

    /// <summary>Leaves a run's model, unless another run was first.</summary>
    /// <param name="paths">The run.</param>
    public void Leave(RunPaths paths)
    {
        if (Directory.Exists(_folder))
        {
            return;
        }

        var aside = $"{_folder}.{Environment.ProcessId}.partial";
        IoFault.Guard(_folder, "write", () =>
        {
            Copy(paths.WarmUpModel, Path.Combine(aside, Model));
            File.Copy(paths.WarmUpMetrics, Path.Combine(aside, Metrics), overwrite: true);
        });
        AtomicFile.Write(Path.Combine(aside, Record), JsonSerializer.Serialize(
            new WarmUpRecord { Key = _key, ModelSha256 = Sha256.Of(Path.Combine(aside, Model)), Product = RunManifest.ThisProduct },
            RecordJson.Options));
        IoFault.Guard(_folder, "write", () =>
        {
            try
            {
                Directory.Move(aside, _folder);
            }
            catch (IOException) when (Directory.Exists(_folder))
            {
                Directory.Delete(aside, recursive: true);
            }
        });
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
