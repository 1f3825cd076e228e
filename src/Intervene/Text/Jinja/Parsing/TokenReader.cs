using Intervene.Text.Jinja.Lexing;

namespace Intervene.Text.Jinja.Parsing;

/// <summary>Walks over the tokens of one tag.</summary>
internal sealed class TokenReader(Segment segment)
{
    private int _position;

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
            throw Fault($"expected the end of the tag, got {Current}");
        }
    }

    public JinjaException Fault(string message) => JinjaException.Syntax(message, Current.Line, Segment.Source);
}
