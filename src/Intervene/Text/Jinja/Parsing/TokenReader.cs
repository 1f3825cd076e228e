using Intervene.Text.Jinja.Lexing;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Parsing;

/// <summary>Walks over the tokens of one tag.</summary>
internal sealed class TokenReader(Segment segment)
{
    private readonly List<(string What, string Name, int Line)> _unknown = [];
    private int _position;

    /// <summary>Whether the tag belongs to a condition, whose unknown filters and tests are faults only when they are reached.</summary>
    public bool IsConditional { get; set; }

    /// <summary>How many unknown filters and tests were met.</summary>
    public int Unknown => _unknown.Count;

    /// <summary>Notes a filter or test that does not exist.</summary>
    public void Note(string what, string name) => _unknown.Add((what, name, Current.Line));

    /// <summary>Forgets unknown names that stand in a conditional expression.</summary>
    public void Forget(int from) => _unknown.RemoveRange(from, _unknown.Count - from);

    public Segment Segment { get; } = segment;

    public Token Current => Segment.Tokens[_position];

    public Token Following => Segment.Tokens[Math.Min(_position + 1, Segment.Tokens.Count - 1)];

    public Token Take()
    {
        var token = Current;
        _position = Math.Min(_position + 1, Segment.Tokens.Count - 1);
        return token;
    }

    public bool TryOperator(string text) => Current.IsOperator(text) && Take() is var _;

    public bool TryName(string text) => Current.IsName(text) && Take() is var _;

    public void Operator(string text)
    {
        if (!TryOperator(text))
        {
            throw Fault($"expected '{text}', got {Current}");
        }
    }

    public string Name() => Current.Kind == TokenKind.Name ? Take().Text : throw Fault($"expected a name, got {Current}");

    public void End()
    {
        if (Current.Kind != TokenKind.End)
        {
            throw Fault($"expected token 'end of statement block', got {Current}");
        }

        if (!IsConditional && _unknown is [var (what, name, line), ..])
        {
            throw new JinjaException("TemplateAssertionError", $"No {what} named '{name}'.") { Line = line, Construct = Segment.Source };
        }
    }

    public JinjaException Fault(string message) => JinjaException.Syntax(message, Current.Line, Segment.Source);
}
