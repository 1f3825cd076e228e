
namespace Intervene.Files;

/// <summary>Walks over the lines of a stream as bytes.</summary>
/// <param name="stream">The stream.</param>
/// <param name="name">What messages call it.</param>
/// <param name="most">The longest line, in bytes.</param>
/// <param name="takesLast">Whether a last line without a newline counts; else it was torn by a killed process and is none.</param>
internal sealed class ByteLines(Stream stream, string name, int most = 1 << 30, bool takesLast = false) : IDisposable
{
    private byte[] _buffer = new byte[1 << 16];
    private int _lineStart;
    private int _lineEnd;
    private int _filled;
    private bool _ended;

    /// <summary>The current line without its newline; valid until the next call of <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_lineStart, _lineEnd - _lineStart);

    /// <summary>The current line's number, 1-based.</summary>
    public long Number { get; private set; }

    /// <summary>The byte after the current line's newline, counted from where the stream stood.</summary>
    public long End { get; private set; }

    /// <summary>Goes to the next whole line; false where none is left.</summary>
    public bool Next()
    {
        if (_ended)
        {
            return false;
        }

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
            if (_filled > most)
            {
                throw new InterveneException($"{name}:{Number + 1}: the line is longer than {most} bytes, the most that is read of one.");
            }

            if (_filled == _buffer.Length)
            {
                Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, most + 1L));
            }

            var read = IoFault.Guard(name, "read", () => stream.Read(_buffer, _filled, _buffer.Length - _filled));
            if (read == 0)
            {
                return takesLast && TakeLast();
            }

            _filled += read;
        }
    }

    public void Dispose() => _buffer = [];

    private bool TakeLast()
    {
        _ended = true;
        if (_filled == 0)
        {
            return false;
        }

        (_lineStart, _lineEnd) = (0, _filled);
        Number++;
        End += _lineEnd;
        return true;
    }
}
