using Intervene.Answers.Algebra;
using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Comparison;

/// <summary>Compares residue classes: the modulus counts, and so a class is no number.</summary>
internal sealed class ResidueClasses(ComparisonRules rules, Scalars scalars)
{
    /// <summary>The match of two classes; null when neither side is one.</summary>
    public Match? Compare(Node gold, Node answer)
    {
        if (!rules.RemainderIsNumber && IsRemainder(answer) && !IsRemainder(gold) && gold.Kind != NodeKind.Congruence && !gold.Any(IsRemainder))
        {
            return Match.No("modulus");
        }

        if (gold.Kind != NodeKind.Congruence && answer.Kind != NodeKind.Congruence || Several(gold) || Several(answer))
        {
            return null;
        }

        if (Parts(gold) is not var (name, value, modulus) || Parts(answer) is not var (other, residue, period))
        {
            return rules.RemainderIsNumber ? null : Match.No("modulus");
        }

        if (name.Kind != NodeKind.Text && other.Kind != NodeKind.Text && !name.Equals(other) && Forms.HasVariables(name))
        {
            return Match.No("name");
        }

        if (!scalars.Compare(modulus, period).IsYes)
        {
            return Match.No("modulus");
        }

        Node quotient = new(NodeKind.Divide, "", new Node(NodeKind.Add, "", value, new Node(NodeKind.Negate, "", residue)), modulus);
        var whole = Forms.HasVariables(quotient) ? null : Exact.Value(quotient, null, new Fuel(MostWork));
        return whole is { } exact ? new Match(exact.IsInteger, "residue-class") : scalars.Compare(value, residue);
    }

    private const long MostWork = 100_000;

    /// <summary>Whether a form is several classes: a list, or one with a double sign.</summary>
    private static bool Several(Node node) => Forms.IsList(node) || node.Any(static n => n.Kind == NodeKind.PlusMinus);

    private static bool IsRemainder(Node node) => node is { Kind: NodeKind.Function, Name: "mod", Children.Length: 2 };

    private static (Node Name, Node Value, Node Modulus)? Parts(Node node) => node.Kind == NodeKind.Congruence ? (node[0], node[1], node[2])
        : IsRemainder(node) ? (new Node(NodeKind.Text, ""), node[0], node[1])
        : node.Kind == NodeKind.Qualified ? Parts(node[0])
        : Family(node);

    /// <summary>The class that <c>x = 5k + 2</c> states, with any whole number for k; null for other forms.</summary>
    private static (Node Name, Node Value, Node Modulus)? Family(Node node)
    {
        if (node is not { Kind: NodeKind.Relation, Name: "=", Children: [{ Kind: NodeKind.Symbol } name, var form] } || form.Any(name.Equals))
        {
            return null;
        }

        if (Regions.Names(form).Count != 1)
        {
            return null;
        }

        var at = Array.ConvertAll((int[])[0, 1, 2], k => Exact.Value(Solving.At(form, Node.Number(Rational.Of(k))), null, new Fuel(MostWork)));
        return at is [{ IsInteger: true } first, { IsInteger: true } second, { IsInteger: true } third] && (second - first).Equals(third - second)
            && !second.Equals(first)
            ? (name, Node.Number(first), Node.Number((second - first).Abs())) : null;
    }
}
