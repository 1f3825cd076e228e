using System.Text.Encodings.Web;
using System.Text.Json;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Interventions.Locating;

namespace Intervene.Pipeline.Checkers;

/// <summary>Asks oracles about a file of labelled attempts and writes what they say.</summary>
public static class LocateFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>Reads the attempts, asks, and writes one line a row and oracle in their order; the output appears when it is complete.</summary>
    /// <param name="oracles">The oracles.</param>
    /// <param name="input">JSON lines of labelled attempts; lines that cannot be read are counted and left out.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="knownWrong">Whether the oracles may take for granted that every final answer is wrong.</param>
    /// <param name="cancellation">Ends the work; nothing is written then.</param>
    /// <exception cref="InterveneException">A file cannot be read or written.</exception>
    public static async Task<LocateRun> RunAsync(IReadOnlyList<IOracle> oracles, string input, string output, bool knownWrong,
        CancellationToken cancellation)
    {
        var (attempts, faults) = Read(input);
        var rows = new List<(LabelledAttempt, IReadOnlyList<LocatedError>)>();
        using var file = OutputFile.Create("--out", output);
        using (var writer = new StreamWriter(file.Stream, leaveOpen: true) { NewLine = "\n" })
        {
            await foreach (var (attempt, located) in Locator.LocateAsync(oracles, attempts, knownWrong, cancellation).ConfigureAwait(false))
            {
                rows.Add((attempt, located));
                foreach (var line in located)
                {
                    await writer.WriteLineAsync(JsonSerializer.Serialize(line, Json).AsMemory(), cancellation).ConfigureAwait(false);
                }
            }
        }

        file.Commit();
        return new LocateRun(rows, faults);
    }

    private static (List<LabelledAttempt> Attempts, List<string> Faults) Read(string input)
    {
        var (attempts, faults) = (new List<LabelledAttempt>(), new List<string>());
        foreach (var (number, line) in InputLines.Read(input))
        {
            try
            {
                attempts.Add(LabelledAttemptReader.Read(line, $"{input}:{number}"));
            }
            catch (InterveneException fault)
            {
                faults.Add(fault.Message);
            }
        }

        return (attempts, faults);
    }
}
