using System.Text.RegularExpressions;
using Intervene.Answers.Expressions;

namespace Intervene.Interventions.Claims;

/// <summary>Whether two formulas with unknowns are the same function of them.</summary>
internal static partial class Algebra
{
    private const int LongestFormula = 300;
    private const long Fuel = 100_000;

    /// <summary>
    /// True where the formulas are equal whatever their unknowns are; false where they differ and the text rewrites one as the other.
    /// </summary>
    /// <param name="left">The left formula, or null.</param>
    /// <param name="right">The right formula, or null.</param>
    /// <param name="before">The sentence up to the left formula: an equation to solve also differs, so only what is expanded, factored or simplified
    /// is called false.</param>
    public static ClaimTruth Equal(string? left, string? right, string before)
    {
        if (left is null || right is null || left == right || left.Length > LongestFormula || right.Length > LongestFormula
            || !Expression.TryParse(left, out var a, out _, Fuel) || !Expression.TryParse(right, out var b, out _, Fuel)
            || !a.IsScalar || !b.IsScalar || a.Variables.Count == 0 || !a.Variables.SequenceEqual(b.Variables, StringComparer.Ordinal))
        {
            return ClaimTruth.Unknown;
        }

        return a.Compare(b, Fuel) switch
        {
            Equality.Equal => ClaimTruth.True,
            Equality.Different when a.Variables.Count == 1 && Plain(left) && Plain(right) && Rewrites().IsMatch(before)
                && !Solves().IsMatch(before) => ClaimTruth.False,
            _ => ClaimTruth.Unknown,
        };
    }

    /// <summary>Whether a formula is a calculation in its unknown: an operation, and no name applied to something.</summary>
    private static bool Plain(string formula) => Operation().IsMatch(formula) && !Applied().IsMatch(formula);

    [GeneratedRegex(@"\b(?:expand|factor|simplif|distribut|multiply(?:ing)? out|combin|rewrit)\w*", RegexOptions.IgnoreCase)]
    private static partial Regex Rewrites();

    [GeneratedRegex(@"\b(?:equations?|solv\w+|sett?(?:ing)?|both sides|substitut\w+|roots?|zeros?|where|when)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Solves();

    [GeneratedRegex(@"[-+*/^(]|\\(?:frac|cdot|times|sqrt)")]
    private static partial Regex Operation();

    [GeneratedRegex(@"\b[A-Za-z]'*\s*\(|_|\\(?:angle|log|ln|sum|int|lim|prod|text|pm)")]
    private static partial Regex Applied();
}
