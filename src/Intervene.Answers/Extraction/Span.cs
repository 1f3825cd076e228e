namespace Intervene.Answers.Extraction;

/// <summary>A piece of a response: its offset and length in UTF-16 units and the rule that found it.</summary>
internal readonly record struct Span(int Start, int Length, string Rule)
{
    public int End => Start + Length;

    public string In(string text) => text.Substring(Start, Length);
}
