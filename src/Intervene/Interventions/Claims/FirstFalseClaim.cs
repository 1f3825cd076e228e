using System.Text.RegularExpressions;

namespace Intervene.Interventions.Claims;

/// <summary>The first false assertion of an attempt, where it can be called the first error.</summary>
/// <remarks>
/// A false equation is no proof that nothing before it is wrong: a misread problem leaves no false equation behind. So the steps before must be
/// checked as well, each by a true claim of its own; the opening step may only restate and plan. Otherwise the finding says that it stands on
/// unchecked ground.
/// </remarks>
internal static partial class FirstFalseClaim
{
    /// <summary>Differences below this share of the value may come from rounding on the way.</summary>
    private const double Slight = 0.01;

    /// <summary>Integers below this are calculated exactly, however slight the difference.</summary>
    private const double Large = 1000;

    /// <summary>Looks for it.</summary>
    /// <param name="question">The problem's text.</param>
    /// <param name="steps">The attempt's steps.</param>
    public static ClaimFinding Find(string question, IReadOnlyList<string> steps)
    {
        var (readable, unseen) = (0, new List<int>());
        var residues = Residues().IsMatch(question);
        var equation = Equation().IsMatch(question);
        for (var i = 0; i < steps.Count; i++)
        {
            var claims = ClaimReader.Read(steps[i]);
            readable += claims.Count(claim => claim.Truth != ClaimTruth.Unknown);
            if (claims.FirstOrDefault(claim => Stands(claim, residues, equation) && Disputes.In(steps, i, claim) is null) is { } found)
            {
                return new ClaimFinding(i + 1, found, unseen, readable);
            }

            if (!IsChecked(claims, opening: i == 0))
            {
                unseen.Add(i + 1);
            }
        }

        return new ClaimFinding(null, null, unseen, readable);
    }

    /// <summary>
    /// Whether most of what a step states of numbers is seen to hold, and nothing fails; an opening step may also only restate and name.
    /// </summary>
    private static bool IsChecked(IReadOnlyList<Claim> claims, bool opening)
    {
        var unread = claims.Count(claim => claim.Sides[^1].Expression is null);
        var held = claims.Count(claim => claim.Truth == ClaimTruth.True);
        return claims.All(claim => claim.Truth != ClaimTruth.False) && unread <= held && (held > 0 || opening);
    }

    /// <summary>Whether a claim is put forward, false, and not nearly true.</summary>
    private static bool Stands(Claim claim, bool residues, bool equation)
    {
        if (!claim.Asserted || claim.FirstFalse is not (>= 0 and var at)
            || (equation && (claim.Sides[at].Expression is null || claim.Sides[at + 1].Expression is null)))
        {
            return false;
        }

        if (claim.Relations[at].Sign != "=" || claim.Sides[at].Expression is not { } left || claim.Sides[at + 1].Expression is not { } right)
        {
            return true;
        }

        var (value, difference) = (Math.Abs(left.Value.Approximate), Math.Abs(left.Value.Approximate - right.Value.Approximate));
        var slight = difference < Slight * value && (difference < 1 || value >= Large);
        return !slight && !(residues && left.Value.Exact is { IsInteger: true } && right.Value.Exact is { IsInteger: true });
    }

    /// <summary>An equation to solve: what a step writes of its unknowns is a condition then, and no identity.</summary>
    [GeneratedRegex(@"(?:[A-Za-z)}]\s*[-+*/^]|[-+*/^]\s*[A-Za-z(\\]|\d[A-Za-z])[^=.,;:?!]*=")]
    private static partial Regex Equation();

    [GeneratedRegex(
        @"\bmod(?:ulo|ular|ulus)?\b|\\[bp]?mod\b|\bring of\b|\bfinite field|\bbase[ -](?:\d|two|three|four|five|six|seven|eight|"
        + @"nine|b\b|\$)|\bin base\b|\\mathbb\s*\{?Z\}?_|\bZ_|\d_\{?\d", RegexOptions.IgnoreCase)]
    private static partial Regex Residues();
}
