using System.Text;
using FsCheck.Xunit;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Steps;

namespace Intervene.Tests.Steps;

public sealed class StepBoundariesTests
{
    private static readonly SplitOptions Discourse = new() { At = SplitKind.Discourse };

    /// <summary>The steps of a text whose tokens are words with the blank before them, as tokenizers have them.</summary>
    private static string[] Texts(string text, SplitOptions? split = null)
    {
        string[] tokens = [.. System.Text.RegularExpressions.Regex.Matches(text, @" ?[A-Za-z]+|\s+|.",
            System.Text.RegularExpressions.RegexOptions.Singleline).Select(match => match.Value)];
        return [.. Split(tokens, split).Select(step => step.Text)];
    }

    private static IReadOnlyList<Step> Split(string[] tokens, SplitOptions? split) =>
        StepSplitter.Split([.. Enumerable.Range(0, tokens.Length)], i => Encoding.UTF8.GetBytes(tokens[i]), FinishReason.Length, split);

    [Fact]
    public void Markers_begin_a_step_at_the_beginning_of_a_line_or_of_a_sentence()
    {
        Assert.Equal(
            ["So x = 5.", "Wait, that is wrong. I may wait.", "wait\nno", "Hmm. Maybe-not. Waiting. (It fits.)", "Alternatively, try 6."],
            Texts("So x = 5. Wait, that is wrong. I may wait.\nwait\nno\nHmm. Maybe-not. Waiting. (It fits.) Alternatively, try 6.",
                Discourse with { Markers = ["Wait", "Hmm", "Alternatively"] }));
    }

    [Fact]
    public void Markers_are_words_like_any_other_where_only_separators_count() =>
        Assert.Equal(["So x = 5. Wait, no."], Texts("So x = 5. Wait, no."));

    [Fact]
    public void Markers_of_other_scripts_and_users_own_are_found() =>
        Assert.Equal(["Also 5.", "Einen Moment é.", "等等 nein"],
            Texts("Also 5. Einen Moment é.\n等等 nein", new SplitOptions { At = SplitKind.Discourse, Markers = ["等等", "Einen Moment"] }));

    [Theory]
    [InlineData("```python\na = 1\n\nb = 2\n```")]
    [InlineData("~~~\na\n\n```\n\nWait\n~~~")]
    [InlineData("\\[\na\n\n= b\n\\]")]
    [InlineData("$$ a\n\n= b $$")]
    [InlineData("\\begin{align}a\n\n\\begin{align}b\\end{align}\n\nc\\end{align}")]
    [InlineData("| a | b |\n|---|---|\n| Wait | . Wait |")]
    public void Code_display_formulas_and_tables_are_never_cut(string block)
    {
        Assert.Equal(["before", block, "after"], Texts($"before\n\n{block}\n\nafter", Discourse));
        Assert.Equal(["before", block, "after"], Texts($"before\n{block}\nafter", Discourse with { Separator = "\n" }));
    }

    [Fact]
    public void A_formula_that_never_ends_holds_nothing_together_and_code_that_never_ends_does()
    {
        Assert.Equal(["costs $$5", "and 6"], Texts("costs $$5\n\nand 6"));
        Assert.Equal(["```\na\n\nb"], Texts("```\na\n\nb"));
    }

    [Fact]
    public void Reasoning_ends_a_step_and_its_tags_alone_make_none()
    {
        Assert.Equal(["<think>\n\nOne.", "Two.\n\n</think>", "Answer."], Texts("<think>\n\nOne.\n\nTwo.\n\n</think>\n\nAnswer."));
        Assert.Equal(["<think>\nOne.</think>", "Answer."], Texts("<think>\nOne.</think>Answer."));
        Assert.Equal(["<think>```\na</think>", "b", "c"], Texts("<think>```\na</think>b\n\nc"));
    }

    [Property]
    public bool Joining_the_steps_gives_back_the_tokens_and_no_block_is_cut(int[] picks, bool discourse)
    {
        string[] pieces = ["\n", "\n\n", ".\n\n", "a", " Wait", "Wait", ". ", "```\n", "\n```\n", "\\[", "\\]", "$$", "| x |\n", "<think>",
            "</think>", "é", "\\begin{a}", "\\end{a}", "\n\n\nHmm"];
        string[] tokens = [.. picks.Select(pick => pieces[(pick & int.MaxValue) % pieces.Length])];
        var steps = Split(tokens, discourse ? Discourse : null);
        var joined = steps.SelectMany(step => Enumerable.Range(step.TokenStart, step.TokenEnd - step.TokenStart));
        if (!joined.SequenceEqual(Enumerable.Range(0, tokens.Length)) || steps.Any(step => step.TokenEnd <= step.TokenStart))
        {
            return false;
        }

        var text = string.Concat(tokens);
        var ends = tokens.Select((_, i) => tokens.Take(i + 1).Sum(token => token.Length)).ToArray();
        var cuts = steps.SkipLast(1).Select(step => ends[step.TokenEnd - 1]).ToArray();
        return WholeBlocks.Of(text).All(block => !cuts.Any(cut => cut > block.Start && cut < block.End && !StraddlesInto(tokens, ends, cut, block)));
    }

    /// <summary>A token that ends a step may reach into the block after it.</summary>
    private static bool StraddlesInto(string[] tokens, int[] ends, int cut, (int Start, int End) block)
    {
        var token = Array.IndexOf(ends, cut);
        return cut - tokens[token].Length < block.Start;
    }

    [Fact]
    public void Texts_that_hurt_are_cut_in_linear_time()
    {
        foreach (var hurt in new[] { new string(' ', 200_000) + "Wait", string.Concat(Enumerable.Repeat("$$", 20_000)),
            string.Concat(Enumerable.Repeat("\\begin{a}", 5_000)), string.Concat(Enumerable.Repeat("Wait. ", 30_000)) })
        {
            Assert.NotEmpty(Split([hurt], Discourse));
        }
    }
}
