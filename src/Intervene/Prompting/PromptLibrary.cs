using Intervene.Files;

namespace Intervene.Prompting;

/// <summary>The prompts that come with the program, and the user's own.</summary>
public static class PromptLibrary
{
    private const long MostBytes = 4 << 20;
    private const string Folder = "Intervene.Prompting.Prompts.";

    /// <summary>The names of the prompts that come with the program.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(PromptLibrary).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^4]).Order(StringComparer.Ordinal)];

    /// <summary>A prompt by its name, or from a file: what holds a slash or ends in <c>.txt</c> or <c>.md</c> is a file.</summary>
    /// <param name="nameOrPath">The name or the path, as the user's options give it.</param>
    /// <exception cref="InterveneException">There is no such prompt, or the file is no prompt.</exception>
    public static PromptTemplate Load(string nameOrPath)
    {
        if (Names.Contains(nameOrPath))
        {
            using var stream = typeof(PromptLibrary).Assembly.GetManifestResourceStream($"{Folder}{nameOrPath}.txt")!;
            using var reader = new StreamReader(stream);
            return PromptTemplate.Parse(reader.ReadToEnd(), nameOrPath);
        }

        return nameOrPath.Contains('/', StringComparison.Ordinal) || nameOrPath.Contains('\\', StringComparison.Ordinal)
            || Path.GetExtension(nameOrPath) is ".txt" or ".md"
            ? PromptTemplate.Parse(InputFile.ReadText(nameOrPath, MostBytes), nameOrPath)
            : throw new InterveneException($"There is no prompt {nameOrPath}; expected one of {string.Join(", ", Names)}, or the path of a file.");
    }
}
