using Intervene.Files;

namespace Intervene.Problems.Rows;

/// <summary>
/// A stream of text that ends in a fault where it is another encoding, grows beyond <see cref="RowLimits.FileBytes"/>, or was packed and is cut.
/// </summary>
/// <param name="inner">The bytes, unpacked.</param>
/// <param name="path">The file.</param>
/// <param name="packedLength">How many bytes a packed file says that it has, modulo 2³²; null for a plain one.</param>
internal sealed class LimitedStream(Stream inner, string path, uint? packedLength) : Stream
{
    private readonly byte[] _first = new byte[4];
    private int _firstStart;
    private int _firstEnd;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <summary>Passes over UTF-8's byte order mark; refuses UTF-16, UTF-32 and packed formats that are not read here.</summary>
    public void SkipMark()
    {
        for (int count; _firstEnd < _first.Length && (count = Fill(_first.AsSpan(_firstEnd))) > 0; _firstEnd += count)
        {
        }

        var found = _first.AsSpan(0, _firstEnd) switch
        {
            [0xff, 0xfe, ..] or [0xfe, 0xff, ..] => "text in UTF-16 or UTF-32",
            [0x28, 0xb5, 0x2f, 0xfd] => "data packed by zstd",
            [(byte)'P', (byte)'K', 3, 4] => "a zip archive",
            [(byte)'B', (byte)'Z', (byte)'h', ..] => "data packed by bzip2",
            [0xfd, (byte)'7', (byte)'z', ..] => "data packed by xz",
            [0x1f, 0x8b, ..] => "data packed by gzip twice",
            _ => null,
        };
        if (found is not null)
        {
            throw new InterveneException($"{path}: found {found}. Expected: text in UTF-8, plain or packed by gzip. Convert the file.");
        }

        _firstStart = _first.AsSpan(0, _firstEnd) is [0xef, 0xbb, 0xbf, ..] ? 3 : 0;
    }

    public override int Read(Span<byte> buffer)
    {
        int count;
        if (_firstStart < _firstEnd)
        {
            count = Math.Min(buffer.Length, _firstEnd - _firstStart);
            _first.AsSpan(_firstStart, count).CopyTo(buffer);
            _firstStart += count;
        }
        else
        {
            count = Fill(buffer);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Fill(Span<byte> buffer)
    {
        try
        {
            var count = buffer.Length == 0 ? 0 : inner.Read(buffer);
            _read += count;
            if (_read > RowLimits.FileBytes)
            {
                throw new InterveneException($"{path}: the file has more than {RowLimits.Text(RowLimits.FileBytes)} of text. Split it and name "
                    + $"the parts with a pattern.");
            }

            return count > 0 || buffer.Length == 0 || packedLength is null || packedLength == (uint)_read ? count
                : throw Damaged($"it unpacks to {_read} bytes and says that it has {packedLength}: it is cut, or several packed files one behind "
                    + $"the other");
        }
        catch (InvalidDataException fault)
        {
            throw Damaged(fault.Message.TrimEnd('.'), fault);
        }
        catch (Exception fault) when (IoFault.Is(fault))
        {
            throw IoFault.Explain(path, "read", fault);
        }
    }

    private InterveneException Damaged(string found, Exception? inner = null) =>
        new($"{path}: the packed data is damaged: {found}. Expected: one whole gzip file. Fetch it or pack it anew.", inner);
}
