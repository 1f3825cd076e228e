using System.Globalization;
using System.Text.RegularExpressions;

namespace Intervene.Interventions.Claims;

/// <summary>Whether an attempt takes a claim back: "wait, that is wrong", "I made an error in step 3".</summary>
internal static partial class Disputes
{
    private const int Reach = 400;

    /// <summary>The sentence that disputes a claim of a step, or null where none does.</summary>
    /// <param name="steps">The attempt's steps.</param>
    /// <param name="step">The step's index.</param>
    /// <param name="claim">The claim.</param>
    /// <remarks>A dispute names the step by its number, or comes right behind the claim, or repeats a side of it.</remarks>
    public static string? In(IReadOnlyList<string> steps, int step, Claim claim)
    {
        var at = claim.FirstFalse;
        var sides = new[] { claim.Sides[at], claim.Sides[at + 1] }.Select(side => Plain(steps[step][side.Start..side.End]))
            .Where(side => side.Length > 3).ToArray();
        for (var i = step; i < steps.Count; i++)
        {
            var text = i == step ? steps[i][claim.End..] : steps[i];
            foreach (Match cue in Cue().Matches(text))
            {
                var near = text[Math.Max(0, cue.Index - 40)..Math.Min(text.Length, cue.Index + Reach)];
                var follows = (i == step && cue.Index < Reach / 2) || (i == step + 1 && cue.Index < 40);
                var named = Named().Matches(near).Any(match => match.Groups[1].Value == (step + 1).ToString(CultureInfo.InvariantCulture));
                if ((!Elsewhere().IsMatch(near) && follows) || named || sides.Any(side => Plain(near).Contains(side, StringComparison.Ordinal)))
                {
                    return near.Trim();
                }
            }
        }

        return null;
    }

    private static string Plain(string text) => Blank().Replace(text, "");

    [GeneratedRegex(
        @"\b(?:wait|oops|hold on|my mistake|i made (?:a|an) (?:mistake|error)|we made (?:a|an) (?:mistake|error)|"
        + @"made an? (?:mistake|error|miscalculation)|that(?:'s| is) (?:wrong|incorrect|not right)|this is (?:wrong|incorrect|"
        + @"not right)|apolog\w+|let me re\w+|let's re-?(?:check|calculate|do|evaluate|compute)|miscalculated)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Cue();

    [GeneratedRegex(@"\b(?:problem|question|choices|options|statement)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"\bstep\s+(\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"\s+|\\[,;! ]")]
    private static partial Regex Blank();
}
