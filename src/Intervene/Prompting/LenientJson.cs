using System.Globalization;
using System.Text.Json.Nodes;

namespace Intervene.Prompting;

/// <summary>
/// Reads JSON as models and servers write it: trailing commas, single or curly quotes, quotes and line breaks left unescaped inside strings, LaTeX
/// with single backslashes, Python's <c>True</c> and <c>None</c>, bare keys, comments, <c>NaN</c>. Reads one value and says where it ends; what
/// follows is no concern of its. A value that breaks off before its end is none.
/// </summary>
public sealed class LenientJson
{
    private const int DeepestNesting = 64;

    private readonly string _text;
    private int _at;

    private LenientJson(string text, int start) => (_text, _at) = (text, start);

    /// <summary>Reads the value that begins at a place, blanks before it left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The place, in UTF-16 units.</param>
    /// <param name="value">The value; null for JSON's null, and for numbers that are none (<c>NaN</c>).</param>
    /// <param name="end">The place after the value.</param>
    /// <returns>Whether a whole value stands there.</returns>
    public static bool TryRead(string text, int start, out JsonNode? value, out int end)
    {
        var reader = new LenientJson(text, start);
        var read = reader.Value(0, out value);
        end = reader._at;
        return read;
    }

    private char Peek => _at < _text.Length ? _text[_at] : '\0';

    private bool Value(int depth, out JsonNode? value)
    {
        value = null;
        SkipBlanks();
        if (depth > DeepestNesting || _at >= _text.Length)
        {
            return false;
        }

        return Peek switch
        {
            '{' => Object(depth, out value),
            '[' => Array(depth, out value),
            _ when LenientString.IsQuote(Peek) => String(inObject: false, isKey: false, out value),
            _ => Bare(out value),
        };
    }

    private bool Object(int depth, out JsonNode? value)
    {
        var fields = new JsonObject();
        value = fields;
        _at++;
        while (true)
        {
            SkipBlanksAndCommas();
            if (Peek == '}')
            {
                _at++;
                return true;
            }

            if (!Key(out var key))
            {
                return false;
            }

            SkipBlanks();
            if (Peek is not (':' or '='))
            {
                return false;
            }

            _at++;
            SkipBlanks();
            JsonNode? field;
            if (LenientString.IsQuote(Peek) ? !String(inObject: true, isKey: false, out field) : !Value(depth + 1, out field))
            {
                return false;
            }

            fields[key] = field;
        }
    }

    private bool Array(int depth, out JsonNode? value)
    {
        var items = new JsonArray();
        value = items;
        _at++;
        while (true)
        {
            SkipBlanksAndCommas();
            if (Peek == ']')
            {
                _at++;
                return true;
            }

            if (!Value(depth + 1, out var item))
            {
                return false;
            }

            items.Add(item);
        }
    }

    private bool Key(out string key)
    {
        key = "";
        if (LenientString.IsQuote(Peek))
        {
            var read = String(inObject: true, isKey: true, out var name);
            key = read ? name!.GetValue<string>() : "";
            return read;
        }

        var start = _at;
        while (char.IsLetterOrDigit(Peek) || Peek is '_' or '-')
        {
            _at++;
        }

        key = _text[start.._at];
        return _at > start;
    }

    private bool String(bool inObject, bool isKey, out JsonNode? value)
    {
        value = null;
        if (!LenientString.TryRead(_text, _at, inObject, isKey, out var text, out var end))
        {
            _at = _text.Length;
            return false;
        }

        value = JsonValue.Create(text);
        _at = end;
        return true;
    }

    private bool Bare(out JsonNode? value)
    {
        var start = _at;
        while (char.IsLetterOrDigit(Peek) || Peek is '+' or '-' or '.' or '_')
        {
            _at++;
        }

        var word = _text[start.._at];
        value = word switch
        {
            "true" or "True" => JsonValue.Create(true),
            "false" or "False" => JsonValue.Create(false),
            _ when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
            _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
                JsonValue.Create(number),
            _ => null,
        };
        return value is not null || word is "null" or "None" or "undefined" or "NaN" or "Infinity" or "-Infinity" or "nan" or "inf";
    }

    private void SkipBlanksAndCommas()
    {
        do
        {
            SkipBlanks();
        }
        while (Peek == ',' && ++_at > 0);
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(Peek) || Peek == '\uFEFF')
            {
                _at++;
            }
            else if (Peek == '/' && _at + 1 < _text.Length && _text[_at + 1] is '/' or '*')
            {
                var line = _text[_at + 1] == '/';
                var close = _text.IndexOf(line ? "\n" : "*/", _at + 2, StringComparison.Ordinal);
                _at = close < 0 ? _text.Length : close + (line ? 1 : 2);
            }
            else
            {
                return;
            }
        }
    }
}
