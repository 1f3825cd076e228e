namespace Intervene.Problems.Rows;

/// <summary>Walks over the lines of a stream as bytes; a line beyond the limit is passed over without being held.</summary>
internal sealed class RowLines(Stream stream)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _filled;
    private bool _isAtEnd;

    /// <summary>The current line without its break; valid until the next call of <see cref="Next"/>, empty for a line that is too long.</summary>
    public ReadOnlySpan<byte> Current => IsTooLong ? default : _buffer.AsSpan(_start, _end - _start).TrimEnd((byte)'\r');

    /// <summary>The current line's number, 1-based.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the current line has more than <see cref="RowLimits.RowBytes"/>.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Goes to the next line, the last one with or without a break; false where none is left.</summary>
    public bool Next()
    {
        _start = Number == 0 ? 0 : Math.Min(_end + 1, _filled);
        IsTooLong = false;
        var searched = _start;
        while (true)
        {
            var found = _buffer.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                _end = searched + found;
                Number++;
                return true;
            }

            searched = _filled;
            if (_isAtEnd)
            {
                _end = _filled;
                Number++;
                return _filled > _start || IsTooLong;
            }

            Fill(ref searched);
        }
    }

    private void Fill(ref int searched)
    {
        var held = _filled - _start;
        if (held > RowLimits.RowBytes)
        {
            IsTooLong = true;
            held = 0;
        }

        _buffer.AsSpan(_filled - held, held).CopyTo(_buffer);
        (_start, _filled, searched) = (0, held, held);
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var read = stream.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += read;
        _isAtEnd = read == 0;
    }
}
