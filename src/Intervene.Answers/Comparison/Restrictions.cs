using Intervene.Answers.Latex;

namespace Intervene.Answers.Comparison;

/// <summary>
/// Compares formulas with the conditions beside them: those that only name a domain add nothing, those that leave something out count.
/// </summary>
internal sealed class Restrictions(Comparer comparer)
{
    public Match Compare(Node gold, Node answer)
    {
        var (formula, required) = Split(gold);
        var (given, stated) = Split(answer);
        if (Counted(required) is { } name && Counted(stated) is { } other && !name.Equals(other) && !formula.Any(other.Equals)
            && !given.Any(name.Equals))
        {
            Dictionary<string, Node> names = new(StringComparer.Ordinal) { [other.Name] = name };
            (given, stated) = (Renaming.With(given, names), Array.ConvertAll(stated, condition => Renaming.With(condition, names)));
        }

        var match = comparer.Compare(formula, given);
        if (!match.IsYes)
        {
            return match;
        }

        return Memberships(required, stated) && Inequalities(formula, required, stated) && Others(formula, required, stated) ? match
            : Match.No("condition");
    }

    /// <summary>The only name that a condition says is a number of a usual set.</summary>
    private static Node? Counted(Node[] conditions) => Array.FindAll(conditions, IsMembership) is [var only] && only[0].Kind == NodeKind.Symbol
        && IsUsual(only[1]) ? only[0] : null;

    private static (Node Formula, Node[] Conditions) Split(Node node) => node.Kind == NodeKind.Qualified ? (node[0], node.Children[1..]) : (node, []);

    /// <summary>A usual set of numbers may be left out; two that are named must be the same, and another set must be on both sides.</summary>
    private static bool Memberships(Node[] gold, Node[] answer)
    {
        var required = Array.FindAll(gold, IsMembership);
        var stated = Array.FindAll(answer, IsMembership);
        foreach (var one in required.Concat(stated))
        {
            var others = Array.FindAll(required.Contains(one) ? stated : required, other => other[0].Equals(one[0]));
            if (others.Length == 0 ? !IsUsual(one[1]) : !Array.Exists(others, other => other[1].Equals(one[1])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where both sides bound a variable, the bounds are the same; one side alone may name the domain of a function.</summary>
    private bool Inequalities(Node formula, Node[] gold, Node[] answer)
    {
        var required = Array.FindAll(gold, IsBound);
        var stated = Array.FindAll(answer, IsBound);
        if (required.Length > 0 && stated.Length > 0)
        {
            return comparer.Compare(All(required), All(stated)).IsYes;
        }

        return Array.TrueForAll([.. required, .. stated], bound => bound is { Kind: NodeKind.Relation, Children.Length: 2 }
            && (bound.Name == "!=" || IsDefinition(formula)));
    }

    private bool Others(Node formula, Node[] gold, Node[] answer)
    {
        var required = Array.FindAll(gold, IsOther);
        var stated = Array.FindAll(answer, IsOther);
        return required.Concat(stated).All(one => IsIdle(one, formula)
            || Array.Exists(required.Contains(one) ? stated : required, other => Says(one, other)));
    }

    private bool Says(Node one, Node other) => one.Kind == NodeKind.Text && other.Kind == NodeKind.Text ? Texts.Words(one) == Texts.Words(other)
        : one.Kind == other.Kind && comparer.Compare(one, other).IsYes;

    /// <summary>Words that neither change a value nor could restrict a variable.</summary>
    private static bool IsIdle(Node condition, Node formula) => condition.Kind == NodeKind.Text && !Phrases.Change(condition.Name)
        && !Forms.HasVariables(formula);

    private static bool IsMembership(Node node) => node is { Kind: NodeKind.Relation, Name: "in", Children.Length: 2 };

    private static bool IsBound(Node node) => Forms.IsInequality(node) || Forms.IsConditions(node);

    private static bool IsOther(Node node) => !IsMembership(node) && !IsBound(node);

    private static bool IsUsual(Node set) => set.Kind == NodeKind.Symbol && set.Name.StartsWith("set ", StringComparison.Ordinal)
        || set is { Kind: NodeKind.Tuple, Name: "open" } && (Scalars.Infinity(set[0]) != 0 || Scalars.Infinity(set[1]) != 0);

    /// <summary>A function's equation, a term of a sequence, or a formula in whole numbers; families of angles and numbers are none.</summary>
    private static bool IsDefinition(Node formula) => formula.Kind == NodeKind.Relation
        ? formula.Name == "=" && (formula[0].Kind == NodeKind.Call || formula[0].Kind == NodeKind.Symbol
        && (formula[0].Name == "y" || formula[0].Name.Contains('_')))
        : formula.Kind == NodeKind.List ? Array.TrueForAll(formula.Children, IsDefinition)
        : Forms.HasVariables(formula) && !formula.Any(static n => n is { Kind: NodeKind.Constant, Name: "pi" }
        or { Kind: NodeKind.Degree or NodeKind.PlusMinus });

    private static Node All(Node[] bounds) => bounds.Length == 1 ? bounds[0] : new Node(NodeKind.List, "and", bounds);
}
