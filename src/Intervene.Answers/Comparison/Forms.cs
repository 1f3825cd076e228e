using Intervene.Answers.Latex;


namespace Intervene.Answers.Comparison;

/// <summary>Questions about the form of a tree.</summary>
internal static class Forms
{
    public static bool HasVariables(Node node) => node.Any(static n => n.Kind is NodeKind.Symbol or NodeKind.Call or NodeKind.Ellipsis);

    public static bool IsComplex(Node node) => node.Any(static n => n is { Kind: NodeKind.Constant, Name: "i" }
        or { Kind: NodeKind.Function, Name: "cis" });

    public static bool IsUnevaluated(Node node) => node.Any(static n => n.Kind == NodeKind.Unevaluated);

    /// <summary>Whether the value is meant for whole numbers: factorials, choices, or a variable in an exponent.</summary>
    public static bool NeedsIntegers(Node node) => node.Any(static n =>
        n is { Kind: NodeKind.Function, Name: "factorial" or "doublefactorial" or "binom" or "permutations" or "mod" or "gcd" or "lcm" }
            && HasVariables(n)
        || n.Kind == NodeKind.Power && HasVariables(n[1]) && n[0].Kind is NodeKind.Number or NodeKind.Negate);

    /// <summary>Whether an answer is no fraction of integers that could be reduced, nor a form other than an integer for an integer gold.</summary>
    public static bool IsReduced(Node gold, Node answer)
    {
        var fraction = answer.Kind == NodeKind.Negate ? answer[0] : answer;
        var whole = gold.Kind == NodeKind.Number && gold.Value.IsInteger && !gold.IsDecimal;
        return fraction.Kind == NodeKind.Divide && fraction[0] is { Kind: NodeKind.Number, IsDecimal: false } over
            && fraction[1] is { Kind: NodeKind.Number, IsDecimal: false } under
            ? !whole && System.Numerics.BigInteger.GreatestCommonDivisor(over.Value.Numerator, under.Value.Numerator).IsOne
            : !whole || answer.Kind != NodeKind.Number || (answer.Value.IsInteger && !answer.IsDecimal);
    }

    /// <summary>The coordinates of a point whose name stands before them, as in <c>P(2,3)</c>; null for other forms.</summary>
    public static Node? Point(Node node)
    {
        if (node.Kind == NodeKind.Multiply && node.Children is [var name, { Kind: NodeKind.Tuple, Name: "()" } place])
        {
            return IsCapital(name) || name.Kind == NodeKind.Text && !Phrases.Change(name.Name) ? place : null;
        }

        var call = node is { Kind: NodeKind.Function, Name: "binom" or "permutations" } || node.Kind == NodeKind.Call && IsCapital(node);
        return call && node.Children.Length > 1 ? new Node(NodeKind.Tuple, "()", node.Children) : null;
    }

    private static bool IsCapital(Node node) => node.Kind is NodeKind.Symbol or NodeKind.Call && node.Name is [>= 'A' and <= 'Z'];

    /// <summary>The letters of several choices that stand side by side, as <c>AD</c>; null for other forms.</summary>
    public static Node? Letters(Node node) => node.Kind == NodeKind.Multiply
        && Array.TrueForAll(node.Children, static c => c is { Kind: NodeKind.Symbol, Name: [>= 'A' and <= 'J'] })
        && node.Children.Distinct().Count() == node.Children.Length
        ? new Node(NodeKind.List, "", node.Children) : null;

    /// <summary>Whether members may be coordinates in order: no name stands before two of them.</summary>
    public static bool AreOrdered(Node[] members)
    {
        var names = Array.FindAll(members, static m => m.Kind == NodeKind.Relation);
        return names.Select(static m => m[0]).Distinct().Count() == names.Length;
    }

    /// <summary>Whether a form is the value of a function, not a letter with a mark such as an angle sign or a bar.</summary>
    public static bool IsFunctionCall(Node node) => node.Kind == NodeKind.Call
        && (node.Name.Replace("^-1", "", StringComparison.Ordinal).TrimEnd('\'').Length == 1 || Words.IsGreek(node.Name));

    public static bool IsList(Node node) => node.Kind is NodeKind.List or NodeKind.Set;

    public static bool IsInterval(Node node) => node.Kind == NodeKind.Tuple && node.Children.Length == 2
        && node.Name is "[)" or "(]" or "open" or "[]" or "()";

    /// <summary>Whether a tree can only be a set of reals, not a point.</summary>
    public static bool IsRegion(Node node) => node.Kind is NodeKind.Union or NodeKind.Intersection or NodeKind.Difference or NodeKind.SetBuilder
        || IsConditions(node)
        || (node.Kind == NodeKind.Tuple && node.Children.Length == 2 && (node.Name is "[)" or "(]" or "open" || Scalars.Infinity(node[0]) != 0
        || Scalars.Infinity(node[1]) != 0));

    /// <summary>Whether several conditions are joined, as in <c>x &lt; 0 or x &gt; 2</c>.</summary>
    public static bool IsConditions(Node node) => node is { Kind: NodeKind.List, Name: "and" or "or" };

    public static bool IsInequality(Node node) => Conditions.IsInequality(node);

    public static bool IsEquation(Node node) => node.Kind == NodeKind.Relation && node.Name.Split(' ').All(static o => o is "=" or "~" or "equiv");

    /// <summary>Whether a form is <c>dy/dx</c>.</summary>
    public static bool IsDerivative(Node node) => node is { Kind: NodeKind.Divide }
        && node[0] is
        {
            Kind: NodeKind.Multiply, Children: [{ Kind: NodeKind.Symbol, Name: "d" or "partial" },
            { Kind: NodeKind.Symbol or NodeKind.Call }]
        }
        && node[1] is { Kind: NodeKind.Multiply, Children: [{ Kind: NodeKind.Symbol, Name: "d" or "partial" }, { Kind: NodeKind.Symbol }] };

    /// <summary>Whether two names on the left of a definition are the same; <c>y'</c> is <c>dy/dx</c>.</summary>
    public static bool SameName(Node a, Node b) => a.Equals(b) || Angle(a) is { } angle && angle.Equals(Angle(b))
        || IsDerivative(a) && b.Kind == NodeKind.Symbol && b.Name == a[0][1].Name + "'"
        || IsDerivative(b) && a.Kind == NodeKind.Symbol && a.Name == b[0][1].Name + "'";

    /// <summary>The angle that a name is the measure of, as in <c>m\angle A</c>.</summary>
    private static Node? Angle(Node node) => node is { Kind: NodeKind.Call, Name: "angle" } ? node
        : node is { Kind: NodeKind.Multiply, Children: [{ Kind: NodeKind.Symbol, Name: "m" }, { Kind: NodeKind.Call, Name: "angle" } angle] } ? angle
        : null;

    /// <summary>A bare name, or a call of one, as stands on the left of a definition.</summary>
    public static bool IsName(Node node) => IsDerivative(node) || node.Kind is NodeKind.Symbol or NodeKind.Call or NodeKind.Text
        || node is { Kind: NodeKind.Constant, Name: "i" or "e" }
        || node.Kind is NodeKind.Tuple or NodeKind.Ratio && Array.TrueForAll(node.Children, IsName)
        || node.Kind == NodeKind.Function && node.Name is "abs" or "norm" && IsName(node[0]) && node[0].Kind == NodeKind.Multiply
        || node.Kind == NodeKind.Multiply && Array.TrueForAll(node.Children, static c => c.Kind is NodeKind.Symbol or NodeKind.Text or NodeKind.Call);
}
