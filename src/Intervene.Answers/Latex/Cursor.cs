using System.Globalization;
using System.Numerics;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Latex;

/// <summary>A position in a list of tokens, with the depth and work that a parse has used.</summary>
internal sealed class Cursor(List<Token> tokens, Fuel fuel, Readings reading = Readings.Default)
{
    private const int Deepest = 200;

    private int _depth;

    public int Position { get; set; }

    /// <summary>How many open bars wait for a closing one.</summary>
    public int Bars { get; set; }

    /// <summary>Whether a bar or colon ends the expression, as in a set-builder.</summary>
    public bool InSetBuilder { get; set; }

    /// <summary>The ambiguous notations that the formula holds.</summary>
    public Readings Seen { get; private set; }

    /// <summary>Whether an opening square bracket closes the interval that is being read, as in <c>]1,2[</c>.</summary>
    public bool InReversed { get; set; }

    /// <summary>Whether the side of a one-sided limit may stand above a number.</summary>
    public bool InLimits { get; set; }

    /// <summary>Whether a square bracket stands here that closes an interval, as in <c>[0,1[</c>: no value follows it.</summary>
    public bool ClosesBracket => Peek.Is("[") && Ahead(1) is { Kind: TokenKind.End or TokenKind.Word or TokenKind.Row or TokenKind.EndEnvironment }
        or { Kind: TokenKind.Symbol, Text: "," or ";" or ")" or "}" or "]" or "." or "=" }
        or { Kind: TokenKind.Command, Text: "cup" or "cap" or "setminus" or "}" or "and" or "or" };

    /// <summary>Whether an exponent stands here that is a degree sign.</summary>
    public bool IsDegreeMark => Peek.Is("^") && (Ahead(1).IsCommand("circ") || (Ahead(1).Is("{") && Ahead(2).IsCommand("circ")));

    /// <summary>Notes an ambiguous notation; whether it has its other meaning.</summary>
    public bool Reads(Readings other)
    {
        Seen |= other;
        return (reading & other) != 0;
    }

    /// <summary>Whether a bar stands here that opens a new absolute value, by the reading of last resort.</summary>
    public bool OpensBar => (reading & Readings.OpenBars) != 0 && Peek.Is("|") && Ahead(1).Kind is TokenKind.Letter or TokenKind.Number;

    public Token Peek => tokens[Position];

    public Token Ahead(int by) => tokens[Math.Clamp(Position + by, 0, tokens.Count - 1)];

    public bool AtEnd => Peek.Kind == TokenKind.End;

    public Token Next()
    {
        var token = tokens[Position];
        Position += token.Kind == TokenKind.End ? 0 : 1;
        fuel.Charge(5);
        return token;
    }

    public bool Take(string symbol)
    {
        var found = Peek.Is(symbol);
        Position += found ? 1 : 0;
        return found;
    }

    public bool TakeCommand(string name)
    {
        var found = Peek.IsCommand(name);
        Position += found ? 1 : 0;
        return found;
    }

    public void Expect(string symbol)
    {
        if (!Take(symbol))
        {
            throw new ParseException($"'{Peek.Text}' where '{symbol}' must stand");
        }
    }

    /// <summary>Takes one digit of a numeral and leaves the others, as an unbraced argument does.</summary>
    public Rational TakeDigit()
    {
        var token = Peek;
        if (token.Text.Length < 2 || token.Text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            Next();
            return token.Value;
        }

        var rest = token.Text[1..];
        tokens[Position] = token with { Text = rest, Value = Rational.Of(BigInteger.Parse(rest, CultureInfo.InvariantCulture)), SpaceBefore = false };
        fuel.Charge(5);
        return Rational.Of(token.Text[0] - '0');
    }

    public void Enter()
    {
        fuel.Charge(5);
        if (++_depth > Deepest)
        {
            throw new ParseException("nested deeper than 200");
        }
    }

    public void Leave() => _depth--;
}
