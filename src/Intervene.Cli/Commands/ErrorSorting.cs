using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Intervene.Cli.Output;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Stages;
using Intervene.Prompting;
using Intervene.Remote.Graders;
using Intervene.Remote.Oracles;

namespace Intervene.Cli.Commands;

/// <summary>Asks the recipe's language model which kind of mistake each attempt makes; a killed command goes on where it was.</summary>
internal static class ErrorSorting
{
    /// <summary>Sorts what is not sorted yet, an error without a category once more.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellation">Ends the work between two attempts; what is sorted stays.</param>
    public static async Task RunAsync(RunSession run, CancellationToken cancellation)
    {
        var options = run.Options.Propose.Oracle.OfType<ModelOracleOptions>().FirstOrDefault() ?? throw new InterveneException(
            "--categories asks a language model, and the recipe's propose.oracle has none. Expected kind llm or self among them.");
        var questions = WrongAttempts.Of(run.Paths).ToDictionary(question => question.Id, StringComparer.Ordinal);
        var work = JsonLines.Read<RecordedReply>(run.Paths.Replies).Where(record => record.Reply.ErrorLocation is not null
            || record.Reply.Proposals.Count > 0).Select(record => (Record: record, Guidance: GuidanceOf(record.Reply))).ToList();
        var wanted = work.ToDictionary(item => KeyOf(item.Record), item => Hash(item.Guidance));
        var path = run.Paths.Categories;
        SortedError[] before = File.Exists(path) ? [.. JsonLines.Read<SortedError>(path).Where(error => error.Category is not null
            && wanted.GetValueOrDefault((error.ProblemId, error.Sample, error.Oracle)) == error.Hash)] : [];
        JsonLines.Write(path, before);
        var done = before.Select(error => (error.ProblemId, error.Sample, error.Oracle)).ToHashSet();
        using var policy = new PolicyPrefixes(run.Options, LocalEngine.Source, GraderSource.Of);
        using var oracle = ModelOracles.Of(options, OracleFolder.Of(run.Paths.Root, options), policy.Policy);
        var sorter = new ErrorCategorizer(
            oracle.Client, PromptLibrary.Load("category"), ModelOracles.Sampling(options.Sampling, options.Body.ToObject()), options.LongestAttempt);
        using var errors = JsonLinesWriter<SortedError>.Open(path);
        foreach (var (record, guidance) in work.Where(item => !done.Contains(KeyOf(item.Record))))
        {
            var (category, detail) = await sorter.SortAsync(questions[$"{record.ProblemId}/{record.Sample}"], guidance, cancellation)
                .ConfigureAwait(false);
            errors.Append([new SortedError
            {
                ProblemId = record.ProblemId,
                Sample = record.Sample,
                Oracle = record.Oracle,
                Hash = Hash(guidance),
                Category = category is { } kind ? JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()) : null,
                Detail = detail,
            }]);
            Console.Error.WriteLine($"{errors.Count} of {work.Count} errors sorted");
        }
    }

    private static (string, int, string) KeyOf(RecordedReply record) => (record.ProblemId, record.Sample, record.Oracle);

    /// <summary>A teacher's words about an attempt: the reply as it came, else where the error is and what should stand there.</summary>
    private static string GuidanceOf(OracleReply reply) => reply.RawText ?? string.Join('\n', new[]
    {
        FormattableString.Invariant($"The first error is in step {reply.ErrorLocation ?? reply.Proposals[0].Location}."), reply.Detail,
    }.Concat(reply.Proposals.Select(proposal => FormattableString.Invariant($"Step {proposal.Location} should be: {proposal.Content}")))
        .OfType<string>());

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
