using System.Globalization;
using System.Text;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>
/// Python's <c>"…".format(…)</c> with positions, names, members, conversions and format specifications, which may hold fields themselves.
/// </summary>
internal sealed class BraceFormat(Arguments arguments)
{
    private int _next;
    private bool _numbered;

    public static string Apply(string format, Arguments arguments)
    {
        var result = new BraceFormat(arguments).Expand(format, depth: 2);
        arguments.State.Spend(result.Length);
        return result;
    }

    private string Expand(string format, int depth)
    {
        if (depth < 0)
        {
            throw JinjaException.Value("Max string recursion exceeded");
        }

        var result = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] is '{' or '}' && i + 1 < format.Length && format[i + 1] == format[i])
            {
                result.Append(format[i++]);
            }
            else if (format[i] == '{')
            {
                var end = EndOf(format, i);
                result.Append(Field(format[(i + 1)..end], depth));
                i = end;
            }
            else if (format[i] == '}')
            {
                throw JinjaException.Value("Single '}' encountered in format string");
            }
            else
            {
                result.Append(format[i]);
            }
        }

        return result.ToString();
    }

    private static int EndOf(string format, int start)
    {
        var depth = 0;
        for (var i = start; i < format.Length; i++)
        {
            depth += format[i] == '{' ? 1 : format[i] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        throw JinjaException.Value(start + 1 == format.Length ? "Single '{' encountered in format string" : "expected '}' before end of string");
    }

    private string Field(string field, int depth)
    {
        var inside = field.IndexOf('[') is var open && open >= 0 ? field.IndexOf(']', open) : 0;
        var mark = field.IndexOfAny(['!', ':'], Math.Max(0, inside));
        var path = mark < 0 ? field : field[..mark];
        var (conversion, specification) = ("", "");
        if (mark >= 0 && field[mark] == '!')
        {
            conversion = field.Substring(mark + 1, Math.Min(1, field.Length - mark - 1));
            specification = mark + 2 < field.Length && field[mark + 2] == ':' ? field[(mark + 3)..]
                : mark + 2 >= field.Length ? "" : throw JinjaException.Value("expected ':' after conversion specifier");
        }
        else if (mark >= 0)
        {
            specification = field[(mark + 1)..];
        }

        var value = Value(path);
        value = conversion switch
        {
            "" => value,
            "r" => Python.Repr(value),
            "s" => Python.Str(value),
            "a" => Python.Ascii(value),
            _ => throw JinjaException.Value($"Unknown conversion specifier {conversion}"),
        };
        return NumberFormat.Apply(arguments.State, value, Expand(specification, depth - 1));
    }

    private object? Value(string path)
    {
        var end = path.IndexOfAny(['.', '[']);
        var value = Argument(end < 0 ? path : path[..end]);
        for (var at = end; at >= 0 && at < path.Length;)
        {
            var isItem = path[at] == '[';
            var stop = isItem ? path.IndexOf(']', at) : path.IndexOfAny(['.', '['], at + 1);
            stop = stop >= 0 ? stop : isItem ? throw JinjaException.Value("Missing ']' in format string") : path.Length;
            var name = path[(at + 1)..stop];
            value = name.Length == 0 ? throw JinjaException.Value("Empty attribute in format string")
                : !isItem ? Members.Attribute(value, name)
                : Members.Item(value, long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : name);
            at = isItem ? stop + 1 : stop;
        }

        return value;
    }

    private object? Argument(string name)
    {
        var index = 0;
        if (name.Length == 0)
        {
            index = _numbered ? throw JinjaException.Value("cannot switch from manual field specification to automatic field numbering") : _next++;
        }
        else if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index))
        {
            _numbered = _next > 0 ? throw JinjaException.Value("cannot switch from automatic field numbering to manual field specification") : true;
        }
        else
        {
            return arguments.Named.TryGetValue(name, out var value) ? value : throw new JinjaException("KeyError", Python.Repr(name));
        }

        return index < arguments.Positional.Count ? arguments.Positional[index]
            : throw new JinjaException("IndexError", $"Replacement index {index} out of range for positional args tuple");
    }
}
