using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Answers;
using Intervene.Cli.Output;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Problems.Rows;
using Intervene.Rewards;
using Intervene.Rollouts;
using Intervene.Text;

namespace Intervene.Cli.Commands;

/// <summary>
/// <c>intervene verify audit</c>: a second opinion on rewards, offline: several presets over the same responses, and where they part ways.
/// </summary>
internal static class VerifyAuditCommand
{
    /// <summary>The command, a part of <c>verify</c>.</summary>
    public static Command Create()
    {
        var run = new Argument<string?>("RUN") { Description = "A run, whose rollouts are looked at.", Arity = ArgumentArity.ZeroOrOne };
        var cases = new Option<string?>("--cases") { Description = "A file of pairs instead of a run." };
        var goldField = new Option<string>("--gold-field") { Description = "The field that holds the gold.", DefaultValueFactory = _ => "gold" };
        var answerField = new Option<string>("--answer-field")
        {
            Description = "The field that holds the response.",
            DefaultValueFactory = _ => "pred",
        };
        var preset = new Option<Preset>("--preset")
        {
            Description = "The preset whose rewards are in question.",
            DefaultValueFactory = _ => Preset.Reward,
        };
        var others = new Option<Preset[]>("--against")
        {
            Description = "The presets that it is compared with; default: all others.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => Enum.GetValues<Preset>(),
        };
        var show = new Option<int>("--show") { Description = "Responses shown of each kind.", DefaultValueFactory = _ => 3 };
        var output = new Option<string?>("--out") { Description = "A JSONL file for all disagreements." };
        var command = new Command("audit", "Compares presets over a run's responses or a file, and lists disagreements by kind with both parses.")
        {
            run, cases, goldField, answerField, preset, others, show, output,
        };
        command.SetAction(parsed =>
        {
            var dropped = new DroppedRows();
            var looked = (parsed.GetValue(run), parsed.GetValue(cases)) switch
            {
                ({ } folder, null) => OfRun(folder),
                (null, { } file) => OfFile(file, parsed.GetValue(goldField)!, parsed.GetValue(answerField)!, dropped),
                _ => throw new InterveneException("verify audit: expected a run or --cases FILE, one of them."),
            };
            var first = parsed.GetValue(preset);
            var audit = new PresetAudit(first, [.. parsed.GetValue(others)!.Distinct()
                .Where(other => other != first)], Math.Max(0, parsed.GetValue(show)));
            using var written = parsed.GetValue(output) is { } path ? OutputFile.Create("--out", path) : null;
            foreach (var found in looked.SelectMany(audit.Add))
            {
                if (written is not null)
                {
                    JsonRows.Write(written, Row(found, first));
                }
            }

            written?.Commit();
            Write(audit, first, dropped);
            return 0;
        });
        return command;
    }

    /// <summary>All recorded responses of a run: mining, rollouts and evaluation.</summary>
    private static IEnumerable<AuditCase> OfRun(string folder)
    {
        var paths = new RunPaths(folder);
        Warnings.OfDamage(paths);
        var golds = RecordTable<string, MinedProblem>.Read(paths.Problems, mined => mined.Problem.Id);
        foreach (var rollout in File.Exists(paths.Rollouts) ? JsonLines.Read<Rollout>(paths.Rollouts) : [])
        {
            yield return Case(paths.Rollouts, golds, rollout.ProblemId, rollout.Completion.Sample, rollout.Text);
        }

        var model = JsonFile.Read<RunManifest>(paths.Manifest).Inputs.FirstOrDefault(input => input.Name == RunInput.Model)?.Path
            ?? throw new InterveneException($"{paths.Manifest}: no input is the model, whose tokenizer reads the samples.");
        var tokenizer = Tokenizer.Load(model);
        foreach (var file in Directory.EnumerateFiles(paths.Root, "*-samples.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var sample in JsonLines.Read<GradedSample>(file))
            {
                yield return Case(file, golds, sample.ProblemId, sample.Sample, tokenizer.Decode(sample.TokenIds, skipSpecialTokens: true));
            }
        }
    }

    private static AuditCase Case(string file, RecordTable<string, MinedProblem> golds, string problem, int sample, string text) =>
        golds.TryGetValue(problem, out var mined)
        ? new AuditCase(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)} {problem}/{sample}"), mined.Problem.Answer, text)
        : throw new InterveneException(
            $"{file}: a sample of problem {problem}, which 01-problems.jsonl does not have. The two files belong to different runs.");

    private static IEnumerable<AuditCase> OfFile(string path, string gold, string answer, DroppedRows dropped)
    {
        foreach (var row in RowFile.Read(path, ProblemFileFormat.Auto, dropped))
        {
            yield return (row.Text(gold), row.Text(answer)) switch
            {
                (null, _) => throw new InterveneException($"{row.Where}: there is no field '{gold}'; the row has "
                    + $"{string.Join(", ", row.Fields.Select(field => field.Key))}. Name it with --gold-field."),
                (_, null) when !row.Has(answer) => throw new InterveneException($"{row.Where}: there is no field '{answer}'; the row has "
                    + $"{string.Join(", ", row.Fields.Select(field => field.Key))}. Name it with --answer-field."),
                var (known, given) => new AuditCase(row.Where, known, given ?? ""),
            };
        }
    }

    private static JsonObject Row(AuditDisagreement found, Preset first) => new()
    {
        ["where"] = found.Case.Where,
        ["kind"] = found.Kind,
        ["gold"] = found.Case.Gold,
        ["response"] = found.Case.Response,
        [Name(first)] = Verdict(found.First, found.FirstTaken),
        [string.Join(", ", found.Others.Select(Name))] = Verdict(found.Second, found.SecondTaken),
    };

    private static JsonObject Verdict(Verdict verdict, string taken) => new()
    {
        ["outcome"] = VerifyBatch.Name(verdict.Outcome),
        ["rule"] = verdict.Rule,
        ["taken"] = taken,
        ["gold_read_as"] = verdict.Gold,
        ["answer_read_as"] = verdict.Answer,
    };

    private static string Name(Preset preset) => JsonNamingPolicy.SnakeCaseLower.ConvertName(preset.ToString());

    private static void Write(PresetAudit audit, Preset first, DroppedRows dropped)
    {
        Line($"{audit.Cases} responses, {audit.Rewarded} rewarded by {first}");
        foreach (var (reason, count, rows) in dropped.Reasons)
        {
            Line($"{count} rows left out, {reason.Replace('_', ' ')}: {string.Join(", ", rows.Take(3).Select(row => row.Where))}");
        }

        foreach (var (other, (more, fewer)) in audit.Counts)
        {
            Line($"{other}: rewards {more} that {first} does not, and not {fewer} that {first} does");
        }

        foreach (var (kind, count, shown) in audit.Kinds)
        {
            Line("");
            Line($"{count} × {first} says {kind}");
            foreach (var found in shown)
            {
                Line($"  {found.Case.Where}  gold {Cut(found.Case.Gold)}");
                Line($"    {first}: took \"{Cut(found.FirstTaken)}\", read gold {Cut(found.First.Gold)} and answer {Cut(found.First.Answer)}; "
                    + $"{found.First.Rule}");
                Line($"    {found.Others[0]}: took \"{Cut(found.SecondTaken)}\", read gold {Cut(found.Second.Gold)} and answer "
                    + $"{Cut(found.Second.Answer)}; {found.Second.Rule}");
            }
        }
    }

    private static string Cut(string text) => text.Length == 0 ? "nothing" : text.Length <= 100 ? text : text[..100] + "…";

    private static void Line(string text) => Console.Out.WriteLine(TerminalText.OneLine(text));
}
