namespace Intervene.Interventions.Claims;

/// <summary>Reads the words that name what a number counts: <c>hours</c>, <c>eggs per day</c>, <c>/gallon</c>, <c>(today)</c>.</summary>
internal static class UnitReader
{
    private const int MostWords = 5;
    private const int LongestRemark = 9;

    /// <summary>How many tokens from a place on are units; −1 where a word there changes the number or is too much prose.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="start">The token after the number.</param>
    /// <param name="end">The token after the last.</param>
    /// <param name="units">Takes the words, plural endings cut.</param>
    public static int Read(IReadOnlyList<ClaimToken> tokens, int start, int end, List<string> units)
    {
        var (at, count) = (start, 0);
        while (at < end)
        {
            var next = at + 1 < end ? tokens[at + 1] : default;
            var token = tokens[at];
            if (token.Kind == ClaimTokenKind.Word && token.Text != "of" && !ClaimWords.Clauses.Contains(token.Text))
            {
                if (ClaimWords.Changing.Contains(token.Text))
                {
                    return -1;
                }

                units.Add(Singular(token.Text));
                count++;
                at = Powers(tokens, at + 1, end);
            }
            else if (token.IsOperator("/") && next.Kind == ClaimTokenKind.Word)
            {
                at++;
            }
            else if (count > 0 && token.Is(ClaimTokenKind.Word, "of") && next.Kind == ClaimTokenKind.Word)
            {
                // "6 packets of chicken": what is counted has a name of its own.
                at++;
                count--;
            }
            else if (Remark(tokens, at, end) is > 0 and var length)
            {
                at += length;
            }
            else
            {
                break;
            }
        }

        return count > MostWords ? -1 : at - start;
    }

    /// <summary>The token after the exponent of a unit: <c>cm^2</c>, <c>m²</c>.</summary>
    private static int Powers(IReadOnlyList<ClaimToken> tokens, int at, int end)
    {
        while (at + 1 < end && tokens[at].IsOperator("^") && tokens[at + 1].Kind == ClaimTokenKind.Number)
        {
            at += 2;
        }

        return at < end && (tokens[at].IsOperator("²") || tokens[at].IsOperator("³")) ? at + 1 : at;
    }

    /// <summary>The length of a remark in words, brackets included; 0 where there is none.</summary>
    private static int Remark(IReadOnlyList<ClaimToken> tokens, int at, int end)
    {
        var length = 1;
        while (at + length < end && length < LongestRemark && tokens[at].Is(ClaimTokenKind.Open, "(")
            && tokens[at + length].Kind == ClaimTokenKind.Word)
        {
            length++;
        }

        return length > 1 && at + length < end && tokens[at + length].Is(ClaimTokenKind.Close, ")") ? length + 1 : 0;
    }

    private static string Singular(string word) =>
        word.Length > 2 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;
}
