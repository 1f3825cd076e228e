namespace Intervene.Answers.Latex;

internal enum TokenKind
{
    Number,
    Letter,
    Word,
    Command,
    Symbol,
    Begin,
    EndEnvironment,
    Row,
    End,
}
