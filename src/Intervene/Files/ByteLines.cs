
namespace Intervene.Files;

/// <summary>Walks over the lines of a stream that end in a newline, as bytes, without a limit on their length.</summary>
internal sealed class ByteLines(Stream stream) : IDisposable
{
    private byte[] _buffer = new byte[1 << 16];
    private int _lineStart;
    private int _lineEnd;
    private int _filled;

    /// <summary>The current line without its newline; valid until the next call of <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_lineStart, _lineEnd - _lineStart);

    /// <summary>The current line's number, 1-based.</summary>
    public long Number { get; private set; }

    /// <summary>The byte after the current line's newline, counted from where the stream stood.</summary>
    public long End { get; private set; }

    /// <summary>Goes to the next whole line; false where none is left.</summary>
    public bool Next()
    {
        var start = Number == 0 ? 0 : _lineEnd + 1;
        var searched = start;
        while (true)
        {
            var found = _buffer.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                (_lineStart, _lineEnd) = (start, searched + found);
                Number++;
                End += _lineEnd - _lineStart + 1;
                return true;
            }

            searched = _filled - start;
            _buffer.AsSpan(start, searched).CopyTo(_buffer);
            (start, _filled) = (0, searched);
            (_lineStart, _lineEnd) = (0, -1);
            if (_filled == _buffer.Length)
            {
                Array.Resize(ref _buffer, 2 * _buffer.Length);
            }

            var read = stream.Read(_buffer, _filled, _buffer.Length - _filled);
            if (read == 0)
            {
                return false;
            }

            _filled += read;
        }
    }

    public void Dispose() => _buffer = [];
}
