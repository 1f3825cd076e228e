using System.Text;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using Intervene.Completions;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Steps;

namespace Intervene.Tests.Interventions;

public sealed partial class StepJoinTests
{
    private const int Encoded = 1000; // ids of characters that are encoded anew begin here

    private static readonly SplitOptions Discourse = new() { At = SplitKind.Discourse };

    /// <summary>The texts of prefix and intervention where a step of some tokens is replaced.</summary>
    private static (string Prefix, string Intervention, Correction Correction) Replace(
        string[] tokens, int location, string content, SplitOptions? split = null)
    {
        var ids = Enumerable.Range(0, tokens.Length).ToArray();
        byte[] Bytes(int id) => Encoding.UTF8.GetBytes(id >= Encoded ? ((char)(id - Encoded)).ToString() : tokens[id]);
        string Text(IEnumerable<int> these) => Encoding.UTF8.GetString([.. these.SelectMany(Bytes)]);
        var steps = StepSplitter.Split(ids, Bytes, FinishReason.Length, split);
        var rollout = Records.Rollout() with { Completion = Records.Completion(0, ids) with { FinishReason = FinishReason.Length } };
        var proposals = ProposalBuilder.Build(
            new Problem { Id = "p", Question = "?", Answer = "none", Source = "test" }, rollout,
            new SplitRollout { ProblemId = "p", Sample = 0, Steps = steps }, "test",
            new OracleReply { Proposals = [new ProposedStep(content.Length > 0 ? content : steps[location - 1].Text, location)] },
            new ProposalRules
            {
                Encode = text => [.. text.Select(c => c + Encoded)],
                TokenBytes = Bytes,
                Split = split ?? new(),
                Leak = LeakPolicy.Off,
            });
        var correction = Assert.IsType<Correction>(Assert.Single(proposals));
        return (Text(correction.PrefixIds), Text(correction.InterventionIds), correction);
    }

    [Theory]
    [InlineData("So x = 5.| Wait|, no.", 2, "So x = 5.", " New.\n\n")]
    [InlineData("So x = 5.| |Wait|, no.", 2, "So x = 5. ", "New.\n\n")]
    [InlineData("So x = 5.|\n|Wait|, no.", 2, "So x = 5.\n", "New.\n\n")]
    [InlineData("So x = 5.\n|Wait|, no.", 2, "So x = 5.\n", "New.\n\n")]
    [InlineData("One.|\n\n|Two.", 2, "One.\n\n", "New.\n\n")]
    [InlineData("One.|\n\n|Two.", 1, "", "New.\n\n")]
    [InlineData(" One.|\n\n|Two.", 1, "", "New.\n\n")]
    [InlineData("<think>|\n|One.|\n\n|Two.", 1, "<think>\n", "New.\n\n")]
    [InlineData("<think>|\nOne.|\n\n|Two.", 1, "<think>", "\nNew.\n\n")]
    [InlineData("<thi|nk>\nOne.|\n\n|Two.", 1, "", "<think>\nNew.\n\n")]
    [InlineData("<think>|One.|</think>|Two.", 2, "<think>One.</think>", "New.\n\n")]
    [InlineData("<think>|One.|</think>|\n\n|Two.", 2, "<think>One.</think>\n\n", "New.\n\n")]
    public void A_step_begins_as_the_one_that_it_replaces_where_the_prefix_ends_in_a_line(
        string tokens, int location, string prefix, string intervention)
    {
        var (before, step, _) = Replace(tokens.Split('|'), location, "New.", Discourse);
        Assert.Equal((prefix, intervention), (before, step));
    }

    [Fact]
    public void A_separator_of_the_users_own_needs_no_blank_behind_it()
    {
        var (prefix, intervention, _) = Replace(["One.", "##", " Two."], 2, "New.", new SplitOptions { Separator = "##" });
        Assert.Equal(("One.##", "New.##"), (prefix, intervention));
    }

    [Fact]
    public void A_tag_of_reasoning_that_stays_is_not_written_twice()
    {
        var (prefix, intervention, _) = Replace(["<think>", "\n", "One."], 1, "<think>\nNew.");
        Assert.Equal(("<think>\n", "New.\n\n"), (prefix, intervention));
    }

    /// <summary>
    /// Prefix and wrong step are the recorded tokens, and a step that is replaced by itself gives back the attempt, runs of blanks aside.
    /// </summary>
    [Property]
    public bool Exact_tokens_join(int[] picks, int at, bool discourse)
    {
        string[] pieces =
        [
            "\n", "\n\n", ".\n\n", "a", " Wait", "Wait", ". ", " ", ".", "<think>", "</think>", "é", "<think>\n", "\n\n\nHmm", "nk>", "<thi",
        ];
        string[] tokens = ["a", .. picks.Select(pick => pieces[(pick & int.MaxValue) % pieces.Length])];
        var split = discourse ? Discourse : new SplitOptions();
        var ids = Enumerable.Range(0, tokens.Length).ToArray();
        byte[] Bytes(int id) => Encoding.UTF8.GetBytes(tokens[id]);
        var steps = StepSplitter.Split(ids, Bytes, FinishReason.Length, split);
        var step = steps[(at & int.MaxValue) % steps.Count];
        if (StepSplitter.IsSeveral(step.Text, split) || StepJoin.Of(ids, step, Bytes, split.Separator).Own(step.Text).Length == 0)
        {
            return true;
        }

        var (prefix, intervention, correction) = Replace(tokens, step.Number, "", split);
        return correction.PrefixIds.Concat(correction.WrongStepIds).SequenceEqual(ids[..step.TokenEnd])
            && Blanks().Replace((prefix + intervention).Trim(), " ") == Blanks().Replace(string.Concat(tokens[..step.TokenEnd]).Trim(), " ");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
