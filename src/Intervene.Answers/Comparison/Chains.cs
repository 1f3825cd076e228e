using Intervene.Answers.Latex;

namespace Intervene.Answers.Comparison;

/// <summary>Reads the value that a chain <c>name = a = b ≈ c</c> states.</summary>
internal sealed class Chains(VerifierOptions options, Scalars scalars)
{
    /// <summary>The last member before an approximation; null when members that must agree do not.</summary>
    public Node? Value(Node chain)
    {
        var operators = chain.Name.Split(' ');
        var last = operators.Length;
        while (last > 1 && operators[last - 1] == "~")
        {
            last--;
        }

        if (last == 1 && operators[0] == "~")
        {
            last = Forms.IsName(chain[0]) ? 1 : 0;
        }

        var value = chain[last];
        if (options.CheckChains)
        {
            for (var i = 0; i < last; i++)
            {
                var named = i == 0 && (Forms.IsName(chain[0]) || Forms.HasVariables(chain[0]) || chain[0] is { Kind: NodeKind.Unevaluated, Name: not ("sum" or "prod") });
                if (!named && !scalars.Compare(chain[i], value).IsYes)
                {
                    return null;
                }
            }
        }

        return value;
    }
}
