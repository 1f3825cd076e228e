using System.Globalization;
using System.Text;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Python's <c>"…".format(…)</c> with positions, names, members, conversions and format specifications.</summary>
internal static class BraceFormat
{
    public static string Apply(string format, Arguments arguments)
    {
        var result = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] is '{' or '}' && i + 1 < format.Length && format[i + 1] == format[i])
            {
                result.Append(format[i++]);
            }
            else if (format[i] == '{')
            {
                var end = format.IndexOf('}', i);
                if (end < 0)
                {
                    throw JinjaException.Value("expected '}' before end of string");
                }

                result.Append(Field(format[(i + 1)..end], arguments, ref next));
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

        arguments.State.Spend(result.Length);
        return result.ToString();
    }

    private static string Field(string field, Arguments arguments, ref int next)
    {
        var colon = field.IndexOf(':');
        var (path, specification) = colon < 0 ? (field, "") : (field[..colon], field[(colon + 1)..]);
        var bang = path.IndexOf('!');
        var conversion = bang < 0 ? "" : path[(bang + 1)..];
        path = bang < 0 ? path : path[..bang];
        var parts = path.Replace("]", "", StringComparison.Ordinal).Split('.', '[');
        object? value;
        if (parts[0].Length == 0 || char.IsAsciiDigit(parts[0][0]))
        {
            var index = parts[0].Length == 0 ? next++ : int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : int.MaxValue;
            value = index < arguments.Positional.Count ? arguments.Positional[index]
                : throw new JinjaException("IndexError", $"Replacement index {index} out of range for positional args tuple");
        }
        else if (!arguments.Named.TryGetValue(parts[0], out value))
        {
            throw new JinjaException("KeyError", $"'{parts[0]}'");
        }

        foreach (var part in parts.Skip(1))
        {
            value = SelectFilters.Path(value, part);
        }

        return NumberFormat.Apply(arguments.State, conversion == "r" ? Python.Repr(value) : conversion == "s" ? Python.Str(value) : value, specification);
    }
}
