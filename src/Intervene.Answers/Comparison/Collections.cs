using Intervene.Answers.Latex;


namespace Intervene.Answers.Comparison;

/// <summary>Compares lists, sets, tuples, matrices, branches and ratios member by member.</summary>
internal sealed class Collections(ComparisonRules rules, Comparer comparer)
{
    private const int MostMembers = 256;

    private const int MostRepeated = 8;

    public Match? Compare(Node gold, Node answer)
    {
        gold = Sequences.WrittenOut(gold);
        answer = Sequences.WrittenOut(answer);
        if (gold.Kind == NodeKind.List != (answer.Kind == NodeKind.List))
        {
            gold = Forms.Letters(gold) ?? gold;
            answer = Forms.Letters(answer) ?? answer;
        }

        if (gold.Kind == NodeKind.Tuple != (answer.Kind == NodeKind.Tuple))
        {
            gold = Forms.Point(gold) ?? gold;
            answer = Forms.Point(answer) ?? answer;
        }

        if (gold.Kind is NodeKind.Tuple or NodeKind.Matrix != answer.Kind is NodeKind.Tuple or NodeKind.Matrix)
        {
            gold = Vectors.Tuple(gold, answer.Children.Length) ?? gold;
            answer = Vectors.Tuple(answer, gold.Children.Length) ?? answer;
        }

        var (goldWritten, answerWritten) = (gold, answer);
        gold = Signs.Expanded(gold);
        answer = Signs.Expanded(answer);
        if (gold is { Kind: NodeKind.Set, Children.Length: 1 } && !Forms.IsList(answer))
        {
            return comparer.Compare(gold[0], answer);
        }

        if (answer is { Kind: NodeKind.Set, Children.Length: 1 } && !Forms.IsList(gold))
        {
            return comparer.Compare(gold, answer[0]);
        }

        if (gold.Kind == NodeKind.Ratio && answer.Kind == NodeKind.Ratio)
        {
            return Ratio(gold, answer);
        }

        if (gold.Kind == NodeKind.Ratio && gold.Children.Length == 2)
        {
            return comparer.Compare(new Node(NodeKind.Divide, "", gold[0], gold[1]), answer);
        }

        if (answer.Kind == NodeKind.Ratio && answer.Children.Length == 2)
        {
            return Simple(gold) ? comparer.Compare(gold, new Node(NodeKind.Divide, "", answer[0], answer[1])) : Match.No("kind");
        }

        if (gold.Kind == NodeKind.Matrix || answer.Kind == NodeKind.Matrix
            || (Matrices.Occur(gold) && Matrices.Occur(answer) && Matrices.Value(gold).Kind == NodeKind.Matrix
            && Matrices.Value(answer).Kind == NodeKind.Matrix))
        {
            return Matrix(gold, answer);
        }

        if (gold.Kind == NodeKind.Cases || answer.Kind == NodeKind.Cases)
        {
            return gold.Kind == answer.Kind && Ordered(gold, answer) is { IsYes: true } same ? same : null;
        }

        if (gold.Kind == NodeKind.Row)
        {
            return answer.Kind == NodeKind.Row ? Ordered(gold, answer) : Match.No("kind");
        }

        if (rules.TupleIsSet && (gold.Kind == NodeKind.Tuple && Forms.IsList(answer) || answer.Kind == NodeKind.Tuple && Forms.IsList(gold)))
        {
            return Ordered(gold, answer);
        }

        if (gold.Kind == NodeKind.Tuple)
        {
            return answer.Kind == NodeKind.Tuple ? Tuple(gold, answer)
                : answer.Kind == NodeKind.List && IsPoint(gold) && Forms.AreOrdered(answer.Children) ? Ordered(gold, answer)
                : Match.No("kind");
        }

        return Forms.IsList(gold) || Forms.IsList(answer) ? Members(gold, answer, Signs.Several(goldWritten), Signs.Several(answerWritten))
            : answer.Kind == NodeKind.Tuple ? Match.No("kind") : null;
    }

    private static bool Simple(Node node) => node.Kind is NodeKind.Number or NodeKind.Divide;

    private Match Tuple(Node gold, Node answer) =>
        gold.Children.Length != answer.Children.Length ? Match.No("length")
        : gold.Children.Length == 2 && Ends(gold) != Ends(answer) ? Match.No("brackets")
        : Ordered(gold, answer);

    /// <summary>Whether brackets set coordinates and no interval.</summary>
    private static bool IsPoint(Node tuple) => Ends(tuple) == "()";

    private static string Ends(Node tuple) => tuple.Name is "open" or "vector" ? "()" : tuple.Name;

    private Match Ordered(Node gold, Node answer)
    {
        if (gold.Children.Length != answer.Children.Length)
        {
            return Match.No("length");
        }

        for (var i = 0; i < gold.Children.Length; i++)
        {
            var match = comparer.Compare(gold[i], answer[i]);
            if (!match.IsYes)
            {
                return match;
            }
        }

        return Match.Yes("members");
    }

    private Match Ratio(Node gold, Node answer)
    {
        if (gold.Children.Length != answer.Children.Length)
        {
            return Match.No("length");
        }

        if (gold.Name == "clock")
        {
            return Ordered(gold, answer);
        }

        for (var i = 1; i < gold.Children.Length; i++)
        {
            var cross = comparer.Compare(new Node(NodeKind.Multiply, "", gold[0], answer[i]), new Node(NodeKind.Multiply, "", gold[i], answer[0]));
            if (!cross.IsYes)
            {
                return cross;
            }
        }

        return Match.Yes("ratio");
    }

    private Match Matrix(Node gold, Node answer)
    {
        gold = Matrices.Value(gold);
        answer = Matrices.Value(answer);
        if (gold.Kind == NodeKind.Matrix && answer.Kind == NodeKind.Matrix)
        {
            return Ordered(gold, answer);
        }

        var (matrix, other) = gold.Kind == NodeKind.Matrix ? (gold, answer) : (answer, gold);
        var vector = matrix.Children.Length == 1 || Array.TrueForAll(matrix.Children, static row => row.Children.Length == 1);
        if (!vector || !(other.Kind == NodeKind.List || other.Kind == NodeKind.Tuple && IsPoint(other)))
        {
            return matrix.Children is [{ Children: [var single] }] ? gold.Kind == NodeKind.Matrix ? comparer.Compare(single, answer)
                : comparer.Compare(gold, single) : Match.No("kind");
        }

        Node flat = new(NodeKind.Tuple, "vector", [.. matrix.Children.SelectMany(static row => row.Children)]);
        Node tuple = new(NodeKind.Tuple, "vector", other.Children);
        return gold.Kind == NodeKind.Matrix ? Ordered(flat, tuple) : Ordered(tuple, flat);
    }

    private Match Members(Node gold, Node answer, Node? goldSigns = null, Node? answerSigns = null)
    {
        var left = Distinct(gold);
        var right = Distinct(answer);
        if (left.Length != right.Length)
        {
            // Signs that do not go together: each double sign on its own.
            left = goldSigns is null ? left : Distinct(Signs.Independent(goldSigns));
            right = answerSigns is null ? right : Distinct(Signs.Independent(answerSigns));
        }

        if (left.Length < right.Length && right.Length <= MostRepeated)
        {
            right = ByValue(right);
        }

        if (left.Length != right.Length || left.Length > MostMembers)
        {
            return Match.No("length");
        }

        if (rules.OrderedLists && gold.Kind == NodeKind.List)
        {
            return Ordered(gold, answer);
        }

        var unknown = false;
        var used = new bool[right.Length];
        foreach (var member in left)
        {
            var found = -1;
            for (var j = 0; j < right.Length && found < 0; j++)
            {
                if (!used[j])
                {
                    var match = comparer.Compare(member, right[j]);
                    unknown |= match.Equal is null;
                    found = match.IsYes ? j : -1;
                }
            }

            if (found < 0)
            {
                return unknown ? Match.Unknown("members") : Match.No("members");
            }

            used[found] = true;
        }

        return Match.Yes("members");
    }

    /// <summary>The members without those that only spell another differently.</summary>
    private Node[] ByValue(Node[] members)
    {
        List<Node> values = [];
        foreach (var member in members)
        {
            if (!values.Exists(value => comparer.Compare(value, member).IsYes))
            {
                values.Add(member);
            }
        }

        return [.. values];
    }

    private static Node[] Distinct(Node node) =>
        Forms.IsList(node) ? [.. node.Children.SelectMany(static c => Signs.Expanded(c) is { Kind: NodeKind.Set } set && c.Kind != NodeKind.Set
            ? set.Children : [c]).Distinct()] : [node];
}
