using Intervene.Files;
using Intervene.Interventions;
using Intervene.Interventions.Exchange;

namespace Intervene.Pipeline.Checkers;

/// <summary>
/// An oracle that reads what a person or another program found: a file with the lines that a checker would write (<see cref="CheckerLines"/>).
/// </summary>
public sealed class FileOracle : IOracle
{
    private readonly Dictionary<string, string> _lines;
    private readonly string _path;

    private FileOracle(string path, string name, Dictionary<string, string> lines) => (_path, Name, _lines) = (path, name, lines);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Reads the file; several lines of an id are refused, for one of them would be ignored.</summary>
    /// <param name="path">JSON lines.</param>
    /// <param name="name">The oracle's name.</param>
    /// <exception cref="InterveneException">The file cannot be read, a line is no object with an id, or an id stands twice.</exception>
    public static FileOracle Load(string path, string name = "file")
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (number, line) in InputLines.Read(path))
        {
            var id = CheckerLines.Id(line) ?? throw new InterveneException(
                $"{path}:{number} is no JSON object with an \"id\"; expected {{id, proposals: [{{location, content}}], error_location, reason}}.");
            if (!lines.TryAdd(id, line))
            {
                throw new InterveneException($"{path}:{number} is a second line for \"{id}\"; put all proposals of an attempt into one line.");
            }
        }

        return new FileOracle(path, name, lines);
    }

    /// <inheritdoc/>
    /// <remarks>Refuses with <c>abstained</c> where the file has no line for the attempt, else as a checker's line is read.</remarks>
    public Task<OracleReply> ProposeAsync(OracleQuestion question, CancellationToken cancellation) => Task.FromResult(
        _lines.TryGetValue(question.Id, out var line) ? CheckerLines.Read(line, question)
            : OracleReply.Refused(RefusalReason.Abstained, $"{_path} has no line for \"{question.Id}\""));
}
