using System.Globalization;
using System.Text.Json;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Interventions;

/// <summary>Turns an oracle's reply into proposals: text to tokens, the prefix cut at recorded offsets.</summary>
public static class ProposalBuilder
{
    private const int Around = 30; // characters quoted on both sides of an answer that is given away

    /// <summary>One proposal a proposed step, or a single one that carries the refusal.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="rollout">The wrong rollout.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="oracle">The oracle's name.</param>
    /// <param name="reply">The oracle's reply.</param>
    /// <param name="rules">How steps become tokens, and which are dropped.</param>
    /// <param name="firstNumber">The number of the first proposal: how many the rollout has of other oracles.</param>
    /// <remarks>
    /// Refuses with <see cref="RefusalReason.LocationOutOfRange"/>, <see cref="RefusalReason.Empty"/>, <see cref="RefusalReason.SeveralSteps"/>,
    /// <see cref="RefusalReason.Duplicate"/>, <see cref="RefusalReason.TooLong"/>, <see cref="RefusalReason.AnswerLeak"/> or
    /// <see cref="RefusalReason.Surplus"/>; location 1 has an empty prefix, but for a tag that opens reasoning.
    /// </remarks>
    public static IReadOnlyList<Proposal> Build(
        Problem problem, Rollout rollout, SplitRollout steps, string oracle, OracleReply reply, ProposalRules rules, int firstNumber = 0)
    {
        if (reply.Proposals.Count == 0)
        {
            return [Refused(firstNumber, reply.Refusal ?? RefusalReason.NoErrorFound, reply.Detail)];
        }

        var seen = new HashSet<(string, int)>();
        var kept = 0;
        return [.. reply.Proposals.Select((step, i) => Build(step, firstNumber + i))];

        Proposal Build(ProposedStep proposed, int number)
        {
            var content = proposed.Content.Trim();
            var place = string.Create(CultureInfo.InvariantCulture, $"step {proposed.Location} of {steps.Steps.Count}");
            if (Unusable(content, proposed.Location, steps.Steps.Count, rules.Split) is { } fault)
            {
                return Refused(number, fault, place);
            }

            var step = steps.Steps[proposed.Location - 1];
            var join = StepJoin.Of(rollout.Completion.TokenIds, step, rules.TokenBytes, rules.Split.Separator);
            content = join.Own(content);
            if (content.Length == 0 || !seen.Add((content, proposed.Location)))
            {
                return Refused(number, content.Length == 0 ? RefusalReason.Empty : RefusalReason.Duplicate, place);
            }

            var tokens = rules.Encode(join.Lead + content + rules.Split.Separator);
            var longest = Math.Max(tokens.Length, step.TokenEnd - step.TokenStart - join.Kept); // its control goes on from the wrong step
            if (rollout.PromptIds.Length + step.TokenStart + join.Kept + longest is var length && length > rules.Room)
            {
                return Refused(number, RefusalReason.TooLong, string.Create(CultureInfo.InvariantCulture,
                    $"{place}: prompt, prefix and step have {length} tokens, and the model's context has room for {rules.Room}"));
            }

            var leak = rules.Leak == LeakPolicy.Off ? null : LeakCheck.Of(problem, content);
            if (rules.Leak == LeakPolicy.Refuse && leak is { IsLeak: true })
            {
                return Refused(number, RefusalReason.AnswerLeak, $"{place}: {Told(leak, content)}", leak);
            }

            if (kept >= rules.Most)
            {
                return Refused(number, RefusalReason.Surplus, place);
            }

            kept++;
            return new Correction
            {
                ProblemId = rollout.ProblemId,
                Sample = rollout.Completion.Sample,
                Number = number,
                Oracle = oracle,
                ErrorLocation = reply.ErrorLocation,
                Content = content,
                Location = proposed.Location,
                Leak = leak,
                PrefixIds = rollout.Completion.TokenIds[..(step.TokenStart + join.Kept)],
                InterventionIds = tokens,
                WrongStepIds = rollout.Completion.TokenIds[(step.TokenStart + join.Kept)..step.TokenEnd],
            };
        }

        Refusal Refused(int number, RefusalReason reason, string? detail, Leak? leak = null) => new()
        {
            ProblemId = rollout.ProblemId,
            Sample = rollout.Completion.Sample,
            Number = number,
            Oracle = oracle,
            ErrorLocation = reply.ErrorLocation,
            Reason = reason,
            Detail = detail,
            Leak = leak,
        };
    }

    private static RefusalReason? Unusable(string content, int location, int steps, SplitOptions split) =>
        location < 1 || location > steps ? RefusalReason.LocationOutOfRange
        : content.Length == 0 ? RefusalReason.Empty
        : StepSplitter.IsSeveral(content, split) ? RefusalReason.SeveralSteps
        : null;

    /// <summary>What of a text gives the answer away, by which rule and how surely.</summary>
    private static string Told(Leak leak, string content)
    {
        var (start, end) = (Math.Max(0, leak.Start - Around), Math.Min(content.Length, leak.Start + leak.Length + Around));
        var rule = JsonNamingPolicy.SnakeCaseLower.ConvertName(leak.Rule.ToString()!);
        var quoted = content[start..end].ReplaceLineEndings(" ");
        return string.Create(CultureInfo.InvariantCulture, $"states the answer, \"{quoted}\" ({rule}, score {leak.Score:0.##})");
    }
}
