using Intervene.Answers.Latex;


namespace Intervene.Answers.Comparison;

/// <summary>Reads the value that a chain <c>name = a = b ≈ c</c> states.</summary>
internal sealed class Chains(ComparisonRules rules, Scalars scalars)
{
    /// <summary>The last member before an approximation; null when members that must agree do not.</summary>
    public Node? Value(Node chain)
    {
        var operators = chain.Name.Split(' ');
        if (operators.Length == 1 && !Forms.HasVariables(chain[0]) && Forms.IsName(chain[1]))
        {
            return chain[0];
        }

        var last = operators.Length;
        while (last > 1 && operators[last - 1] == "~")
        {
            last--;
        }

        if (last == 1 && operators[0] == "~")
        {
            last = Forms.IsName(chain[0]) ? 1 : 0;
        }

        if (rules.CheckChains && !Rounds(chain, operators, last))
        {
            return null;
        }

        var value = chain[last];
        if (rules.CheckChains)
        {
            for (var i = 0; i < last; i++)
            {
                var named = i == 0 && (Forms.IsName(chain[0]) || Forms.HasVariables(chain[0])
                    || chain[0] is { Kind: NodeKind.Unevaluated, Name: not ("sum" or "prod") });
                if (!named && !scalars.Compare(chain[i], value).IsYes)
                {
                    return null;
                }
            }
        }

        return value;
    }

    /// <summary>Whether every constant after the value that is called nearly equal is the value rounded to its own digits.</summary>
    private bool Rounds(Node chain, string[] operators, int value)
    {
        for (var i = value; i < operators.Length; i++)
        {
            var written = chain[i + 1];
            if (chain[value].Kind == NodeKind.Text || Forms.HasVariables(chain[value]) || scalars.Compare(chain[value], written).IsYes)
            {
                continue;
            }

            if (written.Kind != NodeKind.Number || scalars.Rounds(chain[value], written) is not true)
            {
                return false;
            }
        }

        return true;
    }
}
