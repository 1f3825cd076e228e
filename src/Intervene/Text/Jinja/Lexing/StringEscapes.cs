using System.Globalization;
using System.Text;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Lexing;

/// <summary>Python's escapes in string literals.</summary>
internal static class StringEscapes
{
    /// <summary>The literal's value; an unknown escape stands for itself.</summary>
    public static string Decode(string literal)
    {
        if (!literal.Contains('\\'))
        {
            return literal;
        }

        var result = new StringBuilder(literal.Length);
        for (var i = 0; i < literal.Length; i++)
        {
            if (literal[i] != '\\' || i + 1 == literal.Length)
            {
                result.Append(literal[i]);
                continue;
            }

            var escape = literal[++i];
            switch (escape)
            {
                case '\n': break;
                case 'n': result.Append('\n'); break;
                case 't': result.Append('\t'); break;
                case 'r': result.Append('\r'); break;
                case 'b': result.Append('\b'); break;
                case 'f': result.Append('\f'); break;
                case 'v': result.Append('\v'); break;
                case 'a': result.Append('\a'); break;
                case '\\' or '\'' or '"': result.Append(escape); break;
                case 'x': i += Hex(literal, i + 1, 2, result); break;
                case 'u': i += Hex(literal, i + 1, 4, result); break;
                case 'U': i += Hex(literal, i + 1, 8, result); break;
                case >= '0' and <= '7': i += Octal(literal, i, result) - 1; break;
                default: result.Append('\\').Append(escape); break;
            }
        }

        return result.ToString();
    }

    private static int Hex(string literal, int at, int digits, StringBuilder result)
    {
        if (at + digits > literal.Length
            || !uint.TryParse(
                literal.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || value > 0x10FFFF)
        {
            throw new JinjaException("TemplateSyntaxError", "a string holds a damaged \\x, \\u or \\U escape");
        }

        result.Append(value <= 0xFFFF ? ((char)value).ToString() : char.ConvertFromUtf32((int)value));
        return digits;
    }

    private static int Octal(string literal, int at, StringBuilder result)
    {
        var (value, length) = (0, 0);
        for (; length < 3 && at + length < literal.Length && literal[at + length] is >= '0' and <= '7'; length++)
        {
            value = (value * 8) + literal[at + length] - '0';
        }

        result.Append((char)value);
        return length;
    }
}
