using System.Text;

namespace Intervene.Cli.Output;

/// <summary>A stream of a process whose every text is made harmless: whatever a verb prints, no terminal obeys it.</summary>
/// <param name="inner">The stream itself.</param>
internal sealed class HarmlessWriter(TextWriter inner) : TextWriter
{
    private readonly Lock _gate = new();
    private char? _high;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine(string? value) => Write(value + "\n");

    /// <summary>Writes a text; a surrogate pair may come in two pieces.</summary>
    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        lock (_gate)
        {
            var text = _high + value;
            _high = char.IsHighSurrogate(text[^1]) ? text[^1] : null;
            inner.Write(TerminalText.Harmless(_high is null ? text : text[..^1]));
        }
    }

    public override void Flush() => inner.Flush();
}
