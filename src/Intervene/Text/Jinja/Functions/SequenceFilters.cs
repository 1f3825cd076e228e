using Intervene.Text.Jinja.Nodes;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Filters on lists, dicts and other sequences.</summary>
internal static class SequenceFilters
{
    public static object? Attr(object? value, Arguments arguments)
    {
        var name = arguments.Bind("attr", "name")[0];
        return value is Namespace or LoopState ? Members.Attribute(value, Python.Str(name)) : Undefined.Member(value, name);
    }

    public static object? Default(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("default", "default_value=", "boolean=");
        return value is Undefined || (Python.IsTrue(Arguments.Or(bound[1], false)) && !Python.IsTrue(value)) ? Arguments.Or(bound[0], "") : value;
    }

    public static object? Length(object? value, Arguments arguments)
    {
        arguments.Bind("length");
        return Python.Length(value);
    }

    public static object? First(object? value, Arguments arguments)
    {
        arguments.Bind("first");
        return Python.Iterate(value) is [var first, ..] ? first : new Undefined("No first item, sequence was empty.");
    }

    public static object? Last(object? value, Arguments arguments)
    {
        arguments.Bind("last");
        return Python.Iterate(value) is [.., var last] ? last : new Undefined("No last item, sequence was empty.");
    }

    public static object? List(object? value, Arguments arguments)
    {
        arguments.Bind("list");
        return Python.Iterate(value).ToList();
    }

    public static object? Reverse(object? value, Arguments arguments)
    {
        arguments.Bind("reverse");
        var reversed = Python.Iterate(value).Reverse().ToList();
        return value is string ? string.Concat(reversed.Cast<string>()) : reversed;
    }

    public static object? Items(object? value, Arguments arguments)
    {
        arguments.Bind("items");
        return value switch
        {
            Undefined => new List<object?>(),
            JinjaDict dict => dict.Items.Select(item => (object?)new JinjaTuple([item.Key, item.Value])).ToList(),
            _ => throw JinjaException.Type("Can only get item pairs from a mapping."),
        };
    }

    public static object? Join(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("join", "d=", "attribute=");
        var attribute = Arguments.Or(bound[1], null);
        var parts = Python.Iterate(value).Select(item => Python.Str(attribute is null ? item : SelectFilters.Path(item, attribute))).ToList();
        var separator = Python.Str(Arguments.Or(bound[0], ""));
        arguments.State.Spend(parts.Sum(part => (long)part.Length + separator.Length));
        return string.Join(separator, parts);
    }

    public static object? Batch(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("batch", "linecount", "fill_with=");
        var size = Math.Max(1, Numbers.ToInt(bound[0]));
        var batches = Python.Iterate(value).Chunk(size).Select(chunk => chunk.ToList()).ToList();
        if (Arguments.Or(bound[1], null) is { } fill && batches.Count > 0)
        {
            arguments.State.Spend(size);
            batches[^1].AddRange(Enumerable.Repeat<object?>(fill, size - batches[^1].Count));
        }

        return batches.Cast<object?>().ToList();
    }

    public static object? Slice(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("slice", "slices", "fill_with=");
        var (items, slices) = (Python.Iterate(value), Numbers.ToInt(bound[0]));
        if (slices < 1)
        {
            throw new JinjaException("ZeroDivisionError", "integer division or modulo by zero");
        }

        arguments.State.Spend(slices);
        var (size, larger) = (items.Count / slices, items.Count % slices);
        List<object?> result = [];
        for (var (i, start) = (0, 0); i < slices; i++)
        {
            var count = size + (i < larger ? 1 : 0);
            List<object?> part = [.. items.Skip(start).Take(count)];
            start += count;
            if (Arguments.Or(bound[1], null) is { } fill && i >= larger)
            {
                part.Add(fill);
            }

            result.Add(part);
        }

        return result;
    }
}
