namespace Intervene.Text.Jinja.Lexing;

/// <summary>What a segment of a template is.</summary>
internal enum SegmentKind
{
    /// <summary>Text that is output as it is.</summary>
    Data,

    /// <summary><c>{{ … }}</c></summary>
    Output,

    /// <summary><c>{% … %}</c></summary>
    Block,
}

/// <summary>A piece of a template: text, or a tag with its tokens and its source.</summary>
internal sealed record Segment(SegmentKind Kind, string Source, int Line, IReadOnlyList<Token> Tokens);
