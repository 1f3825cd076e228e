namespace Intervene.Runs;

/// <summary>Walks over the lines of a stream that end in a newline, as bytes, without a limit on their length.</summary>
internal sealed class ByteLines(Stream stream) : IDisposable
{
    private byte[] buffer = new byte[1 << 16];
    private int lineStart;
    private int lineEnd;
    private int filled;

    /// <summary>The current line without its newline; valid until the next call of <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Current => buffer.AsSpan(lineStart, lineEnd - lineStart);

    /// <summary>The current line's number, 1-based.</summary>
    public long Number { get; private set; }

    /// <summary>The byte after the current line's newline, counted from where the stream stood.</summary>
    public long End { get; private set; }

    /// <summary>Goes to the next whole line; false where none is left.</summary>
    public bool Next()
    {
        var start = Number == 0 ? 0 : lineEnd + 1;
        var searched = start;
        while (true)
        {
            var found = buffer.AsSpan(searched, filled - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                (lineStart, lineEnd) = (start, searched + found);
                Number++;
                End += lineEnd - lineStart + 1;
                return true;
            }

            searched = filled - start;
            buffer.AsSpan(start, searched).CopyTo(buffer);
            (start, filled) = (0, searched);
            (lineStart, lineEnd) = (0, -1);
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }

            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
            {
                return false;
            }

            filled += read;
        }
    }

    public void Dispose() => buffer = [];
}
