using Intervene.Answers.Numbers;


namespace Intervene.Answers.Latex;

/// <summary>One token: its spelling, its value when it is a number, and whether a blank stands before it.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, bool SpaceBefore, Rational Value = default, bool IsDecimal = false)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsCommand(string name) => Kind == TokenKind.Command && Text == name;
}
