using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers.Comparison;

/// <summary>Compares sets of reals by the truth of membership at every endpoint, between them and beyond.</summary>
internal sealed class Regions(Scalars scalars, Fuel fuel)
{
    private const int MostEndpoints = 40;

    /// <summary>Whether two regions hold the same reals; null when a side is not a region that can be sampled.</summary>
    public Match Compare(Node a, Node b)
    {
        List<Node> ends = [];
        if (Names(a).Count > 1 || Names(b).Count > 1 || !Collect(a, ends) || !Collect(b, ends) || ends.Count is 0 or > MostEndpoints)
        {
            return Match.Unknown("region");
        }

        List<Node> sorted = [];
        foreach (var end in ends)
        {
            var at = 0;
            while (at < sorted.Count && scalars.Order(sorted[at], end) is { } order && order < 0)
            {
                at++;
            }

            if (at == sorted.Count || scalars.Order(sorted[at], end) is not 0)
            {
                sorted.Insert(at, end);
            }
        }

        foreach (var point in Samples(sorted))
        {
            var x = Holds(a, point);
            var y = Holds(b, point);
            if (x is null || y is null)
            {
                return Match.Unknown("region");
            }

            if (x != y)
            {
                return Match.No("region");
            }
        }

        return Match.Yes("region");
    }

    /// <summary>
    /// A form as a set of reals: a region, an interval, a set, a list of values, or a list of intervals as their union; null for other forms.
    /// </summary>
    public static Node? AsSet(Node node)
    {
        if (Forms.IsRegion(node) || Forms.IsInterval(node) || node.Kind == NodeKind.Set)
        {
            return node;
        }

        return node.Kind != NodeKind.List ? null
            : Array.TrueForAll(node.Children, Forms.IsInterval) ? node.Children.Aggregate(static (all, one) => new Node(NodeKind.Union, "", all, one))
            : Array.TrueForAll(node.Children, static c => c.Kind is NodeKind.Number or NodeKind.Negate or NodeKind.Divide or NodeKind.Add
            or NodeKind.Multiply or NodeKind.Function or NodeKind.Power) ? new Node(NodeKind.Set, "", node.Children)
            : null;
    }

    /// <summary>The names that the conditions of a region are on.</summary>
    public static HashSet<string> Names(Node region)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        Add(region, names);
        return names;
    }

    private static void Add(Node node, HashSet<string> names)
    {
        if (node.Kind == NodeKind.Symbol && !node.Name.StartsWith("set ", StringComparison.Ordinal))
        {
            names.Add(node.Name);
        }

        foreach (var child in node.Children)
        {
            Add(child, names);
        }
    }

    private static IEnumerable<Node> Samples(List<Node> ends)
    {
        var one = Node.Number(Rational.One);
        yield return new Node(NodeKind.Add, "", ends[0], Node.Number(-Rational.One));
        for (var i = 0; i < ends.Count; i++)
        {
            yield return ends[i];
            yield return i + 1 < ends.Count
                ? new Node(NodeKind.Divide, "", new Node(NodeKind.Add, "", ends[i], ends[i + 1]), Node.Number(Rational.Of(2)))
                : new Node(NodeKind.Add, "", ends[i], one);
        }
    }

    private bool Collect(Node node, List<Node> ends)
    {
        switch (node.Kind)
        {
            case NodeKind.Tuple when node.Children.Length == 2:
            case NodeKind.Set:
                foreach (var end in node.Children)
                {
                    if (Forms.HasVariables(end))
                    {
                        return false;
                    }

                    if (Scalars.Infinity(end) == 0)
                    {
                        ends.Add(end);
                    }
                }

                if (ends.Count == 0)
                {
                    ends.Add(Node.Number(Rational.Zero));
                }

                return true;
            case NodeKind.Union or NodeKind.Intersection or NodeKind.Difference:
                return Collect(node[0], ends) && Collect(node[1], ends);
            case NodeKind.SetBuilder:
                return Collect(node[1], ends);
            case NodeKind.List:
                return Array.TrueForAll(node.Children, child => Collect(child, ends));
            case NodeKind.Relation when node.Name.StartsWith("in", StringComparison.Ordinal) && node.Children.Length == 2:
                return Collect(node[1], ends);
            case NodeKind.Relation:
                return Solved(node, ends);
            default:
                return false;
        }
    }

    /// <summary>
    /// A relation is sampled only in solved form: constants, and one bare variable, its distance from a constant, or the square of that.
    /// </summary>
    private bool Solved(Node node, List<Node> ends)
    {
        var name = Array.Find(node.Children, Forms.HasVariables);
        if (name is null || Array.FindAll(node.Children, Forms.HasVariables).Length != 1
            || Array.Exists(node.Children, static c => c.Kind == NodeKind.Text) || Solving.Of(name) is not { } solving)
        {
            return false;
        }

        foreach (var member in node.Children)
        {
            if (!ReferenceEquals(member, name) && Scalars.Infinity(member) == 0)
            {
                ends.AddRange(solving.Ends(member));
            }
        }

        if (solving.Turns)
        {
            ends.AddRange(solving.Ends(Node.Number(Rational.Zero)));
        }

        return true;
    }

    private bool? Holds(Node region, Node x)
    {
        fuel.Charge(8);
        switch (region.Kind)
        {
            case NodeKind.Tuple:
                return Between(region, x);
            case NodeKind.Set:
                return Array.Exists(region.Children, member => scalars.Order(member, x) is 0);
            case NodeKind.Union:
                return Holds(region[0], x) | Holds(region[1], x);
            case NodeKind.Intersection:
                return Holds(region[0], x) & Holds(region[1], x);
            case NodeKind.Difference:
                return Holds(region[0], x) & !Holds(region[1], x);
            case NodeKind.SetBuilder:
                return Holds(region[1], x);
            case NodeKind.List when region.Name == "or":
                return region.Children.Aggregate((bool?)false, (any, child) => any | Holds(child, x));
            case NodeKind.List:
                return region.Children.Aggregate((bool?)true, (all, child) => all & Holds(child, x));
            case NodeKind.Relation when region.Name.StartsWith("in", StringComparison.Ordinal):
                return Holds(region[1], x);
            case NodeKind.Relation:
                return Relation(region, x);
            default:
                return null;
        }
    }

    private bool? Between(Node interval, Node x)
    {
        if (scalars.Order(interval[0], x) is not { } low || scalars.Order(x, interval[1]) is not { } high)
        {
            return null;
        }

        var fromStart = low < 0 || (low == 0 && interval.Name[0] == '[');
        var toEnd = high < 0 || (high == 0 && interval.Name[^1] == ']');
        return fromStart && toEnd;
    }

    private bool? Relation(Node relation, Node x)
    {
        var operators = relation.Name.Split(' ');
        for (var i = 0; i < operators.Length; i++)
        {
            var left = Solving.At(relation[i], x);
            var right = Solving.At(relation[i + 1], x);
            if (scalars.Order(left, right) is not { } order)
            {
                return null;
            }

            var holds = operators[i] switch
            {
                "<" => order < 0,
                ">" => order > 0,
                "<=" => order <= 0,
                ">=" => order >= 0,
                "!=" => order != 0,
                "=" => order == 0,
                _ => false,
            };
            if (!holds)
            {
                return false;
            }
        }

        return true;
    }
}
