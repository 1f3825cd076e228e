using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Intervene.Files;
using Intervene.Models;
using Intervene.Pipeline.Recipes;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Models;
using static TorchSharp.torch;

namespace Intervene.Torch.Training;

/// <summary>
/// A trainer's checkpoints: weights, optimiser state and counters. A checkpoint is a folder <c>checkpoints/step-N</c> that is written aside and
/// renamed, so that it is there whole or not at all; the last few stay, and the best. Order of the data and random numbers are functions of the step
/// and need no state.
/// </summary>
public static class TrainingState
{
    private const string Model = "model.safetensors";
    private const string Optimizer = "optimizer.safetensors";

    /// <summary>The step of the last checkpoint in a trainer's folder; 0 where there is none.</summary>
    /// <param name="directory">The trainer's folder, e.g. <c>arms/int/07-rl</c>.</param>
    public static int LastStep(string directory) => Steps(directory).DefaultIfEmpty(0).Max();

    /// <summary>Hashes what a run depends on, so that a checkpoint of another run is not continued.</summary>
    internal static string Fingerprint(object options, long seed, IEnumerable<string> data)
    {
        var text = OptionsYaml.Write(options)
            + "\n" + seed.ToString(CultureInfo.InvariantCulture) + "\n" + string.Join('\n', data);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>
    /// Writes a checkpoint, unless the step has one; with a source its config, tokenizer and templates, so that it is a model directory.
    /// </summary>
    internal static void Save(
        string directory, Checkpoint checkpoint, CausalLanguageModel model, AdamW optimizer, KeptCheckpoints kept, string? source)
    {
        var final = Folder(directory, checkpoint.Step);
        if (Directory.Exists(final))
        {
            return;
        }

        var aside = final + ".partial";
        OwnFiles.Delete(aside, ModelFiles.IsWritten);
        Directory.CreateDirectory(aside);
        if (source is not null)
        {
            ModelDirectory.Describe(source, aside, "F32");
        }

        StateFile.Write(Path.Combine(aside, Model), Weights(model));
        StateFile.Write(Path.Combine(aside, Optimizer), [.. optimizer.State()]);
        var files = Directory.EnumerateFiles(aside).Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetFileName(file), Sha256.OfFile, StringComparer.Ordinal);
        AtomicFile.Write(Path.Combine(aside, "state.json"), JsonSerializer.Serialize(checkpoint with { Files = files }, RecordJson.Options));
        Directory.Move(aside, final);
        Prune(directory, checkpoint, kept);
    }

    /// <summary>Loads the last checkpoint into model and optimiser.</summary>
    /// <returns>Its counters; null where there is none.</returns>
    /// <exception cref="InterveneException">The checkpoint is damaged, or belongs to other options, another seed or other data.</exception>
    internal static Checkpoint? Load(string directory, string fingerprint, CausalLanguageModel model, AdamW optimizer, KeptCheckpoints kept)
    {
        var step = LastStep(directory);
        if (step == 0)
        {
            return null;
        }

        var folder = Folder(directory, step);
        var checkpoint = Read(folder, step);
        if (checkpoint.Fingerprint != fingerprint)
        {
            throw new InterveneException(
                $"{folder}: the checkpoint is of a run with other options, another seed or other data. Restore those to go on, or " +
                $"delete {directory} to start anew.");
        }

        RequireWhole(folder, checkpoint);
        StateFile.Read(Path.Combine(folder, Model), Weights(model));
        StateFile.Read(Path.Combine(folder, Optimizer), [.. optimizer.State()]);
        Prune(directory, checkpoint, kept);
        return checkpoint;
    }

    /// <summary>Deletes what does not stay, and what a process left that was killed while it wrote or deleted.</summary>
    private static void Prune(string directory, Checkpoint checkpoint, KeptCheckpoints kept)
    {
        var steps = Steps(directory).ToList();
        var old = steps.Except(kept.Of(steps, checkpoint.BestStep)).Select(step => Folder(directory, step));
        foreach (var folder in old.Concat(Directory.EnumerateDirectories(Path.Combine(directory, "checkpoints"), "step-*.partial")).ToList())
        {
            OwnFiles.Delete(folder, ModelFiles.IsWritten);
        }
    }

    private static Checkpoint Read(string folder, int step)
    {
        var path = Path.Combine(folder, "state.json");
        Checkpoint checkpoint;
        try
        {
            checkpoint = JsonFile.Read<Checkpoint>(path);
        }
        catch (InterveneException fault)
        {
            throw new InterveneException($"{fault.Message} {Remedy(folder)}", fault);
        }

        if (checkpoint.FormatVersion != Checkpoint.CurrentFormat)
        {
            throw new InterveneException(
                $"{path}: format {checkpoint.FormatVersion}; this program reads format {Checkpoint.CurrentFormat}. {Remedy(folder)}");
        }

        return checkpoint.Step == step ? checkpoint
            : throw new InterveneException($"{path} is of step {checkpoint.Step}; its folder's name says {step}. {Remedy(folder)}");
    }

    /// <summary>Refuses a checkpoint whose files are not, byte for byte, those that were written.</summary>
    private static void RequireWhole(string folder, Checkpoint checkpoint)
    {
        foreach (var name in checkpoint.Files.Keys.Union([Model, Optimizer], StringComparer.Ordinal))
        {
            var file = Path.Combine(folder, name);
            if (!File.Exists(file))
            {
                throw new InterveneException($"{file} is missing, a file of the checkpoint. {Remedy(folder)}");
            }

            if (Sha256.OfFile(file) != checkpoint.Files.GetValueOrDefault(name))
            {
                throw new InterveneException(
                    $"{file} has {new FileInfo(file).Length} bytes that are not those the checkpoint was written with: it is damaged, or was " +
                    $"changed. {Remedy(folder)}");
            }
        }
    }

    private static string Remedy(string folder) => $"Delete {folder} to go on from the checkpoint before it.";

    private static List<(string, Tensor)> Weights(CausalLanguageModel model) => [.. model.Parameters.Select(p => (p.Key, p.Value))];

    private static string Folder(string directory, int step) =>
        Path.Combine(directory, "checkpoints", string.Create(CultureInfo.InvariantCulture, $"step-{step}"));

    private static IEnumerable<int> Steps(string directory)
    {
        var folder = Path.Combine(directory, "checkpoints");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder, "step-*")
                .Select(path => int.TryParse(
                    Path.GetFileName(path)["step-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : 0)
                .Where(step => step > 0)]
            : [];
    }
}
