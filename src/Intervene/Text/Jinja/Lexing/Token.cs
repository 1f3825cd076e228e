namespace Intervene.Text.Jinja.Lexing;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    Name,
    String,
    Integer,
    Float,
    Operator,
    End,
}

/// <summary>One token inside a tag; <paramref name="Value"/> is that of a literal.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, object? Value = null)
{
    public bool IsOperator(string text) => Kind == TokenKind.Operator && Text == text;

    public bool IsName(string text) => Kind == TokenKind.Name && Text == text;

    public override string ToString() => Kind == TokenKind.End ? "end of the tag" : $"'{Text}'";
}
