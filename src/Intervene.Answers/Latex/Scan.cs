namespace Intervene.Answers.Latex;

/// <summary>A text that is being cut into tokens, and where the cutting stands.</summary>
internal sealed class Scan(string text, int nested, bool prose)
{
    private const int DeepestText = 20;

    /// <summary>The offset of the next character.</summary>
    public int At;

    public string Text { get; } = text;

    /// <summary>How many text commands enclose the text.</summary>
    public int Nested { get; } = nested < DeepestText ? nested : throw new ParseException("text nested deeper than 20");

    /// <summary>Whether runs of letters are words, as in a text command.</summary>
    public bool Prose { get; } = prose;

    public List<Token> Tokens { get; } = [];

    /// <summary>How many environments are open.</summary>
    public int Environments { get; set; }

    /// <summary>Whether the innermost environment only aligns the rows of one formula.</summary>
    public bool Aligned { get; set; }

    /// <summary>How many brackets are open in which a comma separates members.</summary>
    public int Lists { get; set; }

    /// <summary>Whether a blank stands before the next token.</summary>
    public bool Space { get; set; }

    public bool AfterNumber => Tokens.Count > 0 && Tokens[^1].Kind == TokenKind.Number;

    public void Add(TokenKind kind, string spelling)
    {
        Tokens.Add(new Token(kind, spelling, Space));
        Space = false;
    }

    /// <summary>Letters of the Latin alphabet and Greek are names; letters with accents and of other scripts are words.</summary>
    public static bool IsVariable(char c) => char.IsAsciiLetter(c) || c is >= '\u0370' and <= '\u03ff';
}
