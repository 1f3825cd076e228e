using Intervene.Files;
using Intervene.Options;

namespace Intervene.Pipeline.Runs;

/// <summary>
/// The folder of an evaluation of models: <c>evaluation.json</c>, a run directory for each model, and <c>tables/</c> of all of them. A folder that
/// holds anything else and no <c>evaluation.json</c> is somebody's.
/// </summary>
public sealed class EvaluationFolder
{
    /// <summary>The file by which a folder is known.</summary>
    public const string FileName = "evaluation.json";

    private EvaluationFolder(string root, IReadOnlyList<EvaluatedModel> models) => (Root, Models) = (root, models);

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>The models that were evaluated there, in the order in which they came.</summary>
    public IReadOnlyList<EvaluatedModel> Models { get; private set; }

    /// <summary>Looks at a folder; it changes nothing.</summary>
    /// <param name="path">The folder: new, empty, or an evaluation's.</param>
    /// <exception cref="InterveneException">It is a file, or it holds what no evaluation wrote.</exception>
    public static EvaluationFolder Open(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new InterveneException("--out is empty; expected the name of the evaluation's folder.");
        }

        HomePath.Refuse("--out", path);
        var root = Path.GetFullPath(path);
        var manifest = Path.Combine(root, FileName);
        if (File.Exists(manifest))
        {
            return new EvaluationFolder(root, JsonFile.Read<EvaluationManifest>(manifest).Models);
        }

        var foreign = File.Exists(root) ? Path.GetFileName(root)
            : Directory.Exists(root) ? Directory.EnumerateFileSystemEntries(root).Order(StringComparer.Ordinal)
                .Select(entry => Path.GetFileName(entry)).FirstOrDefault(name => name is not (FileName + ".partial" or ".lock")) : null;
        return foreign is null ? new EvaluationFolder(root, []) : throw new InterveneException(
            $"{root}: not the folder of an evaluation: it holds {foreign} but no {FileName}. Name a folder that is new or empty"
            + $"{(File.Exists(Path.Combine(root, "manifest.json")) ? "; the policies of a run are evaluated by 'intervene evaluate RECIPE'" : "")}.");
    }

    /// <summary>Adds models to those of the folder, which other processes may not work in until what is returned is disposed.</summary>
    /// <param name="models">The models; one that is there already stays where it is.</param>
    /// <exception cref="InterveneException">A name is no folder's, stands twice, or is another model's there; or another process works in
    /// the folder, or the file system refuses.</exception>
    public IDisposable Add(IReadOnlyList<EvaluatedModel> models)
    {
        With(models);
        IoFault.Guard(Root, "create", () => Directory.CreateDirectory(Root));
        var held = RunLock.Take(new RunPaths(Root));
        try
        {
            var manifest = Path.Combine(Root, FileName);
            Models = File.Exists(manifest) ? JsonFile.Read<EvaluationManifest>(manifest).Models : Models; // another process may have been first
            Models = With(models);
            JsonFile.Write(manifest, new EvaluationManifest { Models = Models });
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The run directory of a model.</summary>
    /// <param name="model">One of <see cref="Models"/>.</param>
    public string Of(EvaluatedModel model) => Path.Combine(Root, model.Name);

    private List<EvaluatedModel> With(IReadOnlyList<EvaluatedModel> models)
    {
        var all = Models.ToList();
        foreach (var (model, i) in models.Select((model, i) => (model, i)))
        {
            if (!ArmOptions.IsName(model.Name) || model.Name.Equals("tables", StringComparison.OrdinalIgnoreCase))
            {
                throw new InterveneException($"\"{model.Name}\" names no folder: expected letters, digits, '-' and '_', and not 'tables'. "
                    + "Name the model yourself: --model NAME=DIRECTORY.");
            }

            if (models.Take(i).Any(other => other.Name.Equals(model.Name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new InterveneException($"two models are called {model.Name}. Name one of them yourself: --model NAME=DIRECTORY.");
            }

            if (all.Find(other => other.Name.Equals(model.Name, StringComparison.OrdinalIgnoreCase)) is not { } there)
            {
                all.Add(model);
            }
            else if (there != model)
            {
                throw new InterveneException($"{Root}: {there.Name} is the model at {there.Path} there, and {model.Path} is another. Name it "
                    + "yourself: --model NAME=DIRECTORY, or take another --out.");
            }
        }

        return all;
    }
}
