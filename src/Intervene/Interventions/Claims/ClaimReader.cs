namespace Intervene.Interventions.Claims;

/// <summary>Finds what a step asserts about numbers, in prose and in formulas.</summary>
/// <remarks>
/// Nothing is evaluated but arithmetic; a side with unknowns, words for numbers or unknown notation has no value, and its relations are unknown.
/// </remarks>
internal static class ClaimReader
{
    private static readonly ClaimToken None = new(ClaimTokenKind.Break, "", 0, 0);

    /// <summary>The claims of a step, in order.</summary>
    public static IReadOnlyList<Claim> Read(string step)
    {
        var tokens = Joined(ClaimLexer.Read(step));
        var claims = new List<Claim>();
        for (var start = 0; start < tokens.Count;)
        {
            var end = start;
            while (end < tokens.Count && tokens[end].Kind != ClaimTokenKind.Break)
            {
                end++;
            }

            Segment(step, tokens, start, end, claims);
            start = end + 1;
        }

        return claims;
    }

    /// <summary>The tokens without the line breaks inside a chain.</summary>
    private static List<ClaimToken> Joined(IReadOnlyList<ClaimToken> tokens)
    {
        var joined = new List<ClaimToken>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var soft = tokens[i] is { Kind: ClaimTokenKind.Break, Text: "\n" or "display" or " " };
            var next = i + 1;
            while (soft && next < tokens.Count && tokens[next] is { Kind: ClaimTokenKind.Break, Text: "\n" or "display" or " " })
            {
                next++;
            }

            var inChain = soft && joined.Count > 0 && joined[^1].Kind != ClaimTokenKind.Break
                && ((next < tokens.Count && tokens[next].Kind == ClaimTokenKind.Relation) || joined[^1].Kind is ClaimTokenKind.Relation);
            if (!inChain)
            {
                joined.Add(tokens[i]);
            }
        }

        return joined;
    }

    private static void Segment(string step, List<ClaimToken> tokens, int start, int end, List<Claim> claims)
    {
        var relations = Enumerable.Range(start, end - start).Where(i => tokens[i].Kind == ClaimTokenKind.Relation).ToArray();
        if (relations.Length == 0 || (end < tokens.Count && tokens[end].Text == "?"))
        {
            return;
        }

        var sides = new List<ClaimSide> { Before(step, tokens, start, relations[0]) };
        var signs = new List<ClaimRelation>();
        for (var k = 0; k < relations.Length; k++)
        {
            signs.Add(new ClaimRelation(tokens[relations[k]].Text, tokens[relations[k]].Start, tokens[relations[k]].End));
            var (from, to) = (relations[k] + 1, k + 1 < relations.Length ? relations[k + 1] : end);
            var last = k + 1 == relations.Length;
            if (!last && ArithmeticReader.Read(tokens, from, to) is { } whole && whole.End == to)
            {
                sides.Add(Side(tokens, from, to, whole));
                continue;
            }

            var formula = Formula(step, tokens, from, to);
            if (!last && formula is not null)
            {
                sides.Add(Side(tokens, from, to, null) with { Formula = formula });
                continue;
            }

            sides.Add(After(step, tokens, from, to));
            if (!last)
            {
                // "= 12 and 12 + 5 =": what lies between ends one chain and begins another.
                Add(step, tokens, sides, signs, to, claims);
                (sides, signs) = ([Before(step, tokens, from, to)], []);
            }
        }

        Add(step, tokens, sides, signs, end, claims);
    }

    private static void Add(string step, List<ClaimToken> tokens, List<ClaimSide> sides, List<ClaimRelation> signs, int end, List<Claim> claims)
    {
        var modulus = Modulus(tokens, end);
        var links = ClaimCheck.Links(step, sides, signs, modulus);
        if (!sides.Exists(side => side.Expression is not null) && links.All(link => link == ClaimTruth.Unknown))
        {
            return;
        }

        claims.Add(new Claim(sides, signs, links)
        {
            Asserted = ClaimContext.Asserts(step, sides[0].Start, sides[^1].End),
            Modulus = modulus,
        });
    }

    /// <summary>The side that ends at a relation: the longest expression that reaches it.</summary>
    private static ClaimSide Before(string step, List<ClaimToken> tokens, int start, int end)
    {
        var formula = end;
        while (formula > start && tokens[formula - 1].Kind != ClaimTokenKind.Word)
        {
            formula--;
        }

        for (var i = start; i < end; i++)
        {
            if (ArithmeticReader.Read(tokens, i, end) is { } expression && expression.End == end)
            {
                var before = i > start ? tokens[i - 1] : None;
                var free = before.Kind switch
                {
                    ClaimTokenKind.Break or ClaimTokenKind.Open => true,
                    ClaimTokenKind.Word => (!ClaimWords.Attached.Contains(before.Text) || Names(tokens, i - 1, start))
                        && (expression.Operations > 0 || ClaimWords.Introducing.Contains(before.Text)),
                    _ => false,
                };
                return free
                    ? Side(tokens, i, end, expression) with { Attached = expression }
                    : Side(tokens, i, end, null) with { Attached = expression, Formula = Formula(step, tokens, formula, end) };
            }
        }

        return Side(tokens, formula < end ? formula : start, end, null) with { Formula = Formula(step, tokens, formula, end) };
    }

    /// <summary>Whether an "of" only names the calculation behind it.</summary>
    private static bool Names(List<ClaimToken> tokens, int at, int start) =>
        at > start && tokens[at].Text == "of" && tokens[at - 1].Kind == ClaimTokenKind.Word && ClaimWords.Naming.Contains(tokens[at - 1].Text);

    /// <summary>The side that begins after the last relation: the longest expression there, unless what follows belongs to it.</summary>
    private static ClaimSide After(string step, List<ClaimToken> tokens, int start, int end)
    {
        if (ArithmeticReader.Read(tokens, start, end) is not { } expression)
        {
            return Unread(step, tokens, start, end);
        }

        var next = expression.End < end ? tokens[expression.End] : None;
        var closed = next.Kind switch
        {
            ClaimTokenKind.Break or ClaimTokenKind.Close or ClaimTokenKind.Relation => true,
            ClaimTokenKind.Word => ClaimWords.Clauses.Contains(next.Text),
            ClaimTokenKind.Number => tokens[expression.End - 1].Kind == ClaimTokenKind.Word,
            ClaimTokenKind.Open => next.Spaced && expression.End + 1 < end
                && tokens[expression.End + 1].Kind is ClaimTokenKind.Word or ClaimTokenKind.Operator,
            ClaimTokenKind.Function => next.Text == "pmod",
            _ => false,
        };
        return closed ? Side(tokens, start, expression.End, expression) : Unread(step, tokens, start, end);
    }

    /// <summary>A side without a value, up to the next word.</summary>
    private static ClaimSide Unread(string step, List<ClaimToken> tokens, int start, int end)
    {
        var stop = start;
        while (stop < end && tokens[stop].Kind != ClaimTokenKind.Word)
        {
            stop++;
        }

        return Side(tokens, start, stop, null) with { Formula = Formula(step, tokens, start, stop) };
    }

    /// <summary>The text of some tokens where they are a formula with unknowns: no prose, brackets in pairs.</summary>
    private static string? Formula(string step, List<ClaimToken> tokens, int start, int end)
    {
        var (depth, unknowns) = (0, false);
        for (var i = start; i < end; i++)
        {
            depth += tokens[i].Kind == ClaimTokenKind.Open ? 1 : tokens[i].Kind == ClaimTokenKind.Close ? -1 : 0;
            unknowns |= tokens[i].Kind == ClaimTokenKind.Letter;
            if (depth < 0 || tokens[i].Kind is ClaimTokenKind.Word or ClaimTokenKind.Break)
            {
                return null;
            }
        }

        return depth == 0 && unknowns ? step[tokens[start].Start..tokens[end - 1].End] : null;
    }

    private static ClaimSide Side(List<ClaimToken> tokens, int start, int end, ArithmeticExpression? expression)
    {
        // Nothing stands on the side of a relation that ends a step.
        var empty = start < tokens.Count ? tokens[start].Start : tokens[^1].End;
        return start >= end ? new ClaimSide(empty, empty, expression) : new ClaimSide(tokens[start].Start, tokens[end - 1].End, expression);
    }

    /// <summary>The modulus of a <c>(mod n)</c> that ends at a token.</summary>
    private static Rational? Modulus(List<ClaimToken> tokens, int end)
    {
        var i = end - 1;
        while (i >= 0 && tokens[i].Kind == ClaimTokenKind.Close)
        {
            i--;
        }

        if (i < 1 || tokens[i].Kind != ClaimTokenKind.Number)
        {
            return null;
        }

        var before = tokens[i - 1].Kind == ClaimTokenKind.Open && i > 1 ? tokens[i - 2] : tokens[i - 1];
        return before.Text is "pmod" or "mod" ? tokens[i].Value : null;
    }
}
