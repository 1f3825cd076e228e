using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers.Comparison;

/// <summary>Compares a gold with an answer by their kinds; the gold decides the reading.</summary>
internal sealed class Comparer
{
    private readonly ComparisonRules _rules;
    private readonly Scalars _scalars;
    private readonly Regions _regions;
    private readonly Equations _equations;
    private readonly Quantities _quantities;
    private readonly Collections _collections;
    private readonly Chains _chains;
    private readonly Restrictions _restrictions;
    private readonly ResidueClasses _residueClasses;

    public Comparer(ComparisonRules rules, Fuel fuel)
    {
        _rules = rules;
        _scalars = new Scalars(fuel);
        _regions = new Regions(_scalars, fuel);
        _equations = new Equations(_scalars);
        _quantities = new Quantities(rules, _scalars);
        _collections = new Collections(rules, this);
        _chains = new Chains(rules, _scalars);
        _restrictions = new Restrictions(this);
        _residueClasses = new ResidueClasses(rules, _scalars);
    }

    public Match Compare(Node gold, Node answer)
    {
        var states = answer.Kind == NodeKind.Relation && Forms.IsEquation(answer) && !Forms.IsUnevaluated(answer.Children[^1]);
        if (!_rules.AllowUnevaluated && !states && Forms.IsUnevaluated(answer) && !Forms.IsUnevaluated(gold))
        {
            return Match.No("unevaluated");
        }

        if (gold.Equals(answer) && gold.Kind is not (NodeKind.Divide or NodeKind.Add or NodeKind.Multiply or NodeKind.Power))
        {
            return Match.Yes("structure");
        }

        gold = WholeNumbers.WrittenOut(gold);
        answer = WholeNumbers.WrittenOut(answer);
        if (gold.Kind == NodeKind.Qualified || answer.Kind == NodeKind.Qualified)
        {
            return _restrictions.Compare(gold, answer);
        }

        if (Assignments.Of(gold) is { } named && (answer.Kind == NodeKind.Tuple || Assignments.IsPlainList(answer)
            || Assignments.Of(answer) is not null))
        {
            return Assigned(named, Assignments.Of(answer), answer);
        }

        if (gold.Kind == NodeKind.Text && answer is { Kind: NodeKind.Relation, Name: "in", Children: [{ Kind: NodeKind.Symbol }, var set] })
        {
            return Compare(gold, set);
        }

        return _residueClasses.Compare(gold, answer) ?? Text(gold, answer) ?? Relation(gold, answer) ?? Region(gold, answer)
            ?? _collections.Compare(gold, answer) ?? Scalar(gold, answer);
    }

    private Match Scalar(Node gold, Node answer)
    {
        var match = _quantities.Compare(gold, Renaming.Family(gold, answer));
        return match.IsYes || Integration.Same(gold, answer, _scalars) is not true ? match : Match.Yes("constant of integration");
    }

    /// <summary>Values of several names: by name when both sides have names, else in the order of writing.</summary>
    private Match Assigned(Assignments gold, Assignments? answer, Node values) =>
        answer is null ? Compare(gold.Values, values)
        : answer.Ordered(gold) is { } ordered ? Compare(gold.Values, ordered)
        : Match.No("name");

    private Match? Text(Node gold, Node answer)
    {
        if (gold is { Kind: NodeKind.Multiply, Children: [{ Kind: NodeKind.Text } noun, { Kind: NodeKind.Symbol } point] }
            && answer.Kind == NodeKind.Symbol && !Phrases.Change(noun.Name))
        {
            return new Match(point.Equals(answer), "name");
        }

        if (gold.Kind != NodeKind.Text && answer.Kind != NodeKind.Text)
        {
            return null;
        }

        if (gold.Kind != answer.Kind && (Meanings.Of(gold) is not null || Meanings.Of(answer) is not null))
        {
            return Compare(Meanings.Of(gold) ?? gold, Meanings.Of(answer) ?? answer);
        }

        if (gold.Kind == answer.Kind && NumberWords.Read(gold.Name) is { } x && NumberWords.Read(answer.Name) is { } y)
        {
            return new Match(x == y, "number-words");
        }

        var a = Texts.Words(gold);
        var b = Texts.Words(answer);
        return a is null || b is null ? Match.No("text") : new Match(Texts.Same(a, b), "text");
    }

    private Match? Relation(Node gold, Node answer)
    {
        if (gold.Kind != NodeKind.Relation && answer.Kind != NodeKind.Relation)
        {
            return null;
        }

        if (gold.Kind == NodeKind.Relation && answer.Kind == NodeKind.Relation)
        {
            return gold.Name == "in" || answer.Name == "in" ? Compare(gold.Name == "in" ? gold[1] : gold, answer.Name == "in" ? answer[1] : answer)
                : Both(gold, answer);
        }

        if (answer.Kind == NodeKind.Relation)
        {
            return answer.Name == "in" ? Compare(gold, answer[1])
                : Forms.IsEquation(answer) ? _chains.Value(answer) is { } value ? Compare(gold, value) : Match.No("chain")
                : _rules.RelationForSet && (Forms.IsInterval(gold) || Forms.IsRegion(gold) || gold.Kind == NodeKind.Set)
                ? _regions.Compare(gold, answer)
                : Match.No("relation");
        }

        return gold.Name == "in" ? Compare(gold[1], answer)
            : Forms.IsEquation(gold) && gold.Children.Length == 2 && !Forms.HasVariables(gold[0]) && Forms.IsName(gold[1]) ? Compare(gold[0], answer)
            : Forms.IsEquation(gold) && (Forms.IsName(gold[0]) || !Forms.HasVariables(gold[0])) ? Compare(gold.Children[^1], answer)
            : Forms.IsInequality(gold) && (Forms.IsInterval(answer) || Forms.IsRegion(answer)) ? _regions.Compare(gold, answer)
            : Match.No("relation");
    }

    /// <summary>Whether one side says that a function is identically what the other says of its value.</summary>
    private static bool Identically(Node named, Node called) =>
        named is { Name: "equiv", Children: [{ Kind: NodeKind.Symbol } name, _] }
            && called is { Name: "=", Children: [{ Kind: NodeKind.Call } call, _] } && call.Name == name.Name && !Forms.HasVariables(named[1]);

    private Match Both(Node gold, Node answer)
    {
        if (Forms.IsInequality(gold) && Forms.IsInequality(answer) && _regions.Compare(gold, answer) is { Equal: not null } sampled)
        {
            return sampled;
        }

        if (Forms.IsEquation(gold) && Forms.IsEquation(answer))
        {
            if (Forms.IsName(gold[0]) && Forms.IsName(answer[0]) && Forms.SameName(gold[0], answer[0]) && _chains.Value(answer) is { } value)
            {
                return Compare(gold.Children[^1], value);
            }

            if (gold.Children.Length == 2 && answer.Children.Length == 2 && (Forms.IsName(gold[0]) || gold[0].Kind == NodeKind.Divide)
                && gold[1].Kind is NodeKind.Set or NodeKind.Tuple or NodeKind.List or NodeKind.Ratio)
            {
                return gold[0].Equals(answer[0]) ? Compare(gold[1], answer[1]) : Match.No("name");
            }

            if (Identically(gold, answer) || Identically(answer, gold))
            {
                return Compare(gold.Children[^1], answer.Children[^1]);
            }

            if (Forms.IsFunctionCall(gold[0]) && answer.Children.Length == 2 && (Forms.IsFunctionCall(answer[0]) || IsGraph(gold[0], answer[0])))
            {
                return answer[0].Kind == NodeKind.Symbol || answer[0].Name == gold[0].Name
                    ? Compare(gold.Children[^1], Renaming.Arguments(answer[1], answer[0], gold[0]))
                    : Match.No("name");
            }
        }

        return _equations.Compare(gold, answer);
    }

    /// <summary>Whether a letter may stand for a function's value, as y for f(x).</summary>
    private static bool IsGraph(Node call, Node name) => name is { Kind: NodeKind.Symbol, Name.Length: 1 } && !call.Children.Contains(name);

    private Match? Region(Node gold, Node answer)
    {
        if (!Forms.IsRegion(gold) && !Forms.IsRegion(answer))
        {
            return null;
        }

        return Regions.AsSet(gold) is { } required && Regions.AsSet(answer) is { } given
            ? _regions.Compare(required, given) is { Equal: not null } sampled ? sampled : _collections.Compare(gold, answer) ?? Match.No("region")
            : null;
    }
}
