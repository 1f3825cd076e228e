using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Lexing;

/// <summary>
/// Cuts a template into text and tags, with the white-space rules that chat templates are rendered with: <c>trim_blocks</c>,
/// <c>lstrip_blocks</c>, one newline at the end dropped, and the signs <c>-</c> and <c>+</c> of a tag (Jinja 3.1, lexer.py).
/// </summary>
internal sealed class TemplateLexer
{
    private readonly string _source;
    private readonly List<Segment> _segments = [];
    private int _position;
    private int _line = 1;
    private bool _lineStarting = true;

    private TemplateLexer(string source) => _source = source;

    /// <exception cref="JinjaException">A tag does not end, or holds what is no token.</exception>
    public static List<Segment> Lex(string source)
    {
        source = source.Replace("\r\n", "\n").Replace('\r', '\n');
        var lexer = new TemplateLexer(source.EndsWith('\n') ? source[..^1] : source);
        lexer.Run();
        return lexer._segments;
    }

    private void Run()
    {
        while (_position < _source.Length)
        {
            var open = NextOpening();
            if (open < 0)
            {
                AddData(_source[_position..]);
                return;
            }

            var kind = _source[open + 1];
            var sign = open + 2 < _source.Length ? _source[open + 2] : ' ';
            AddData(Strip(_source[_position..open], kind, sign));
            Advance(open);
            var inside = open + 2 + (sign is '-' or '+' ? 1 : 0);
            if (kind == '#')
            {
                SkipComment(inside);
            }
            else if (kind == '%' && WordAt(inside, "raw") is { } body)
            {
                ReadRaw(body);
            }
            else
            {
                ReadTag(open, inside, kind);
            }
        }
    }

    private int NextOpening()
    {
        for (var at = _source.IndexOf('{', _position); at >= 0 && at + 1 < _source.Length; at = _source.IndexOf('{', at + 1))
        {
            if (_source[at + 1] is '{' or '%' or '#')
            {
                return at;
            }
        }

        return -1;
    }

    private string Strip(string data, char kind, char sign)
    {
        if (sign == '-')
        {
            return PythonText.TrimEnd(data);
        }

        var line = data.LastIndexOf('\n') + 1;
        var strips = sign != '+' && kind != '{' && (line > 0 || _lineStarting) && data.AsSpan(line).IsWhiteSpace();
        return strips ? data[..line] : data;
    }

    private void SkipComment(int inside)
    {
        var end = _source.IndexOf("#}", inside, StringComparison.Ordinal);
        if (end < 0)
        {
            throw JinjaException.Syntax("Missing end of comment tag", _line, "{#");
        }

        EndTag(end + 2, end > inside ? _source[end - 1] : ' ', trimsLine: true);
    }

    /// <summary>The position after <c>word %}</c> (or <c>word -%}</c>) when that is what stands at a position.</summary>
    private (int After, char Sign)? WordAt(int position, string word)
    {
        while (position < _source.Length && char.IsWhiteSpace(_source[position]))
        {
            position++;
        }

        if (!_source.AsSpan(position).StartsWith(word, StringComparison.Ordinal))
        {
            return null;
        }

        position += word.Length;
        while (position < _source.Length && char.IsWhiteSpace(_source[position]))
        {
            position++;
        }

        var sign = position < _source.Length && (_source[position] == '-' || (_source[position] == '+' && word == "endraw"))
            ? _source[position++] : ' ';
        return _source.AsSpan(position).StartsWith("%}", StringComparison.Ordinal) ? (position + 2, sign) : null;
    }

    private void ReadRaw((int After, char Sign) body)
    {
        var startLine = _line;
        EndTag(body.After, body.Sign, trimsLine: false);
        for (var end = _source.IndexOf("{%", _position, StringComparison.Ordinal);
            end >= 0; end = _source.IndexOf("{%", end + 2, StringComparison.Ordinal))
        {
            var sign = end + 2 < _source.Length ? _source[end + 2] : ' ';
            if (WordAt(end + 2 + (sign is '-' or '+' ? 1 : 0), "endraw") is { } close)
            {
                AddData(Strip(_source[_position..end], '%', sign));
                EndTag(close.After, close.Sign, trimsLine: true);
                return;
            }
        }

        throw JinjaException.Syntax("Missing end of raw directive", startLine, "{% raw %}");
    }

    private void ReadTag(int open, int inside, char kind)
    {
        var (line, close) = (_line, kind == '{' ? "}}" : "%}");
        var lexer = new TagLexer(_source, inside, line, close);
        var tokens = lexer.Lex();
        var source = _source[open..lexer.End];
        EndTag(lexer.End, lexer.Sign, trimsLine: kind == '%');
        _segments.Add(new(kind == '{' ? SegmentKind.Output : SegmentKind.Block, source, line, tokens));
    }

    private void EndTag(int position, char sign, bool trimsLine)
    {
        if (sign == '-')
        {
            while (position < _source.Length && PythonText.IsSpace(_source[position]))
            {
                position++;
            }
        }
        else if (sign != '+' && trimsLine && position < _source.Length && _source[position] == '\n')
        {
            position++;
        }

        Advance(position);
        _lineStarting = _source[position - 1] == '\n';
    }

    private void AddData(string text)
    {
        if (text.Length > 0)
        {
            _segments.Add(new(SegmentKind.Data, text, _line, []));
        }
    }

    private void Advance(int position)
    {
        _line += _source.AsSpan(_position, position - _position).Count('\n');
        _position = position;
    }
}
