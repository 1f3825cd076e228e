namespace Intervene.Fuzzing.Targets;

/// <summary>Every kind of input, with a folder for those that are read from files.</summary>
public sealed class AllTargets : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-fuzz-").FullName;

    /// <summary>Makes the targets and their folder.</summary>
    public AllTargets() => All =
    [
        RecipeTarget.Create(), ProblemTarget.Create(_folder), TemplateTarget.Create(), RecordTarget.Create(_folder), AnswerTarget.Create(),
        ReplyTarget.Create(), ModelTarget.Create(_folder),
    ];

    /// <summary>What the command line calls them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["recipes", "problems", "templates", "records", "answers", "replies", "models"];

    /// <summary>The targets, in the order of their names.</summary>
    public IReadOnlyList<FuzzTarget> All { get; }

    /// <summary>Removes the folder.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
