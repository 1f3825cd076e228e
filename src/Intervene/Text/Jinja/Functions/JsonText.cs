using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>The filter <c>tojson</c> as chat templates have it: Python's json.dumps with <c>ensure_ascii=False</c> and no HTML escapes.</summary>
internal static class JsonText
{
    public static object? Filter(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("tojson", "ensure_ascii=", "indent=", "separators=", "sort_keys=");
        arguments.State.Spend(Numbers.IsInteger(Arguments.Or(bound[1], null)) ? Numbers.ToInt(bound[1]) : 0);
        var indent = Arguments.Or(bound[1], null) switch
        {
            null => null,
            string text => text,
            var width => new string(' ', Math.Max(0, Numbers.ToInt(width))),
        };
        var (item, colon) = Arguments.Or(bound[2], null) is { } separators
            ? Separators(Python.Iterate(separators)) : (indent is null ? ", " : ",", ": ");
        var writer = new Writer(Python.IsTrue(Arguments.Or(bound[0], false)), indent, item, colon, Python.IsTrue(Arguments.Or(bound[3], false)));
        writer.Write(value, 0);
        return writer.Result.ToString();
    }

    private static (string Item, string Colon) Separators(IReadOnlyList<object?> given) => given.Count == 2
        ? (StringMethods.Text(given[0]), StringMethods.Text(given[1]))
        : throw JinjaException.Value(
            $"{(given.Count < 2 ? "not enough" : "too many")} values to unpack (expected 2{(given.Count < 2 ? $", got {given.Count}" : "")})");

    private sealed class Writer(bool ascii, string? indent, string comma, string colon, bool sortKeys)
    {
        public StringBuilder Result { get; } = new();

        public void Write(object? value, int depth)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            RenderState.Unfold(value is string size ? size.Length : 1);
            switch (value)
            {
                case string text:
                    WriteString(text);
                    break;
                case List<object?> list:
                    WriteItems('[', list, ']', depth, item => Write(item, depth + 1));
                    break;
                case JinjaTuple tuple:
                    WriteItems('[', tuple.Items, ']', depth, item => Write(item, depth + 1));
                    break;
                case JinjaDict dict:
                    var items = sortKeys ? Python.Sort(dict.Items, item => item.Key, reverse: false) : dict.Items;
                    WriteItems('{', [.. items], '}', depth, item =>
                    {
                        WriteString(item.Key as string ?? Key(item.Key));
                        Result.Append(colon);
                        Write(item.Value, depth + 1);
                    });
                    break;
                default:
                    Result.Append(Scalar(value));
                    break;
            }
        }

        private void WriteItems<T>(char open, IReadOnlyList<T> items, char close, int depth, Action<T> write)
        {
            Result.Append(open);
            for (var i = 0; i < items.Count; i++)
            {
                Result.Append(i > 0 ? comma : "");
                NewLine(depth + 1);
                write(items[i]);
            }

            if (items.Count > 0)
            {
                NewLine(depth);
            }

            Result.Append(close);
        }

        private void NewLine(int depth)
        {
            if (indent is not null)
            {
                RenderState.Unfold((long)depth * indent.Length);
                Result.Append('\n').Insert(Result.Length, indent, depth);
            }
        }

        private void WriteString(string text)
        {
            Result.Append('"');
            foreach (var c in text)
            {
                _ = c switch
                {
                    '"' => Result.Append("\\\""),
                    '\\' => Result.Append("\\\\"),
                    '\n' => Result.Append("\\n"),
                    '\r' => Result.Append("\\r"),
                    '\t' => Result.Append("\\t"),
                    '\b' => Result.Append("\\b"),
                    '\f' => Result.Append("\\f"),
                    < ' ' => Result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                    > '~' when ascii => Result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                    _ => Result.Append(c),
                };
            }

            Result.Append('"');
        }

        private static string Key(object? key) => key is null || Numbers.IsNumber(key)
            ? Scalar(key) : throw JinjaException.Type($"keys must be str, int, float, bool or None, not {Python.NoneType(key)}");

        private static string Scalar(object? value) => value switch
        {
            null => "null",
            bool flag => flag ? "true" : "false",
            long or BigInteger => Python.Str(value),
            double real => double.IsNaN(real) ? "NaN" : double.IsInfinity(real) ? (real > 0 ? "Infinity" : "-Infinity") : Numbers.Repr(real),
            _ => throw JinjaException.Type($"Object of type {Python.NoneType(value)} is not JSON serializable"),
        };
    }
}
