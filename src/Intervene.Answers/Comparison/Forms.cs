using Intervene.Answers.Latex;

namespace Intervene.Answers.Comparison;

/// <summary>Questions about the form of a tree.</summary>
internal static class Forms
{
    public static bool HasVariables(Node node) => node.Any(static n => n.Kind is NodeKind.Symbol or NodeKind.Call or NodeKind.Ellipsis);

    public static bool IsComplex(Node node) => node.Any(static n => n is { Kind: NodeKind.Constant, Name: "i" });

    public static bool IsUnevaluated(Node node) => node.Any(static n => n.Kind == NodeKind.Unevaluated);

    /// <summary>Whether the value is meant for whole numbers: factorials, choices, or a variable in an exponent.</summary>
    public static bool NeedsIntegers(Node node) => node.Any(static n => n is { Kind: NodeKind.Function, Name: "factorial" or "doublefactorial" or "binom" or "permutations" or "mod" or "gcd" or "lcm" } && HasVariables(n)
        || n.Kind == NodeKind.Power && HasVariables(n[1]) && n[0].Kind is NodeKind.Number or NodeKind.Negate);

    public static bool IsList(Node node) => node.Kind is NodeKind.List or NodeKind.Set;

    public static bool IsInterval(Node node) => node.Kind == NodeKind.Tuple && node.Children.Length == 2 && node.Name is "[)" or "(]" or "open" or "[]" or "()";

    /// <summary>Whether a tree can only be a set of reals, not a point.</summary>
    public static bool IsRegion(Node node) => node.Kind is NodeKind.Union or NodeKind.Intersection or NodeKind.Difference or NodeKind.SetBuilder
        || (node.Kind == NodeKind.Tuple && node.Children.Length == 2 && (node.Name is "[)" or "(]" or "open" || Scalars.Infinity(node[0]) != 0 || Scalars.Infinity(node[1]) != 0));

    public static bool IsInequality(Node node) => node.Kind == NodeKind.Relation && node.Name.Split(' ').All(static o => o is "<" or ">" or "<=" or ">=" or "!=");

    public static bool IsEquation(Node node) => node.Kind == NodeKind.Relation && node.Name.Split(' ').All(static o => o is "=" or "~" or "equiv");

    /// <summary>A bare name, or a call of one, as stands on the left of a definition.</summary>
    public static bool IsName(Node node) => node.Kind is NodeKind.Symbol or NodeKind.Call or NodeKind.Text || node is { Kind: NodeKind.Constant, Name: "i" or "e" }
        || node.Kind == NodeKind.Tuple && Array.TrueForAll(node.Children, IsName)
        || node.Kind == NodeKind.Multiply && Array.TrueForAll(node.Children, static c => c.Kind is NodeKind.Symbol or NodeKind.Text);
}
