using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Filters on lists, dicts and other sequences.</summary>
internal static class SequenceFilters
{
    public static object? Attr(object? value, Arguments arguments)
    {
        var name = Python.Str(arguments.Bind("attr", "name")[0]);
        return Members.TryMethod(value, name, out var member) ? member : Undefined.Member(value, name);
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
        return value is JinjaIterator iterator ? iterator.TryNext(out var next) ? next : Absent("first")
            : Python.Iterate(value) is [var first, ..] ? first : Absent("first");
    }

    public static object? Last(object? value, Arguments arguments)
    {
        arguments.Bind("last");
        return value is string or List<object?> or JinjaTuple or JinjaDict or JinjaRange or DictView or Undefined
            ? Python.Iterate(value) is [.., var last] ? last : Absent("last")
            : throw JinjaException.Type($"'{Python.NoneType(value)}' object is not reversible");
    }

    public static object? List(object? value, Arguments arguments)
    {
        arguments.Bind("list");
        return Python.Iterate(value).ToList();
    }

    public static object? Reverse(object? value, Arguments arguments)
    {
        arguments.Bind("reverse");
        if (!Python.IsIterable(value) || value is LoopState)
        {
            throw new JinjaException("FilterArgumentError", "argument must be iterable");
        }

        var reversed = Python.Iterate(value).Reverse().ToList();
        return value switch
        {
            string => string.Concat(reversed.Cast<string>()),
            JinjaIterator => reversed,
            List<object?> => new JinjaIterator("list_reverseiterator", reversed),
            _ => new JinjaIterator(value is JinjaDict ? "dict_reversekeyiterator" : "reversed", reversed),
        };
    }

    public static object? Items(object? value, Arguments arguments)
    {
        arguments.Bind("items");
        return JinjaIterator.Generator(Pairs());

        IEnumerable<object?> Pairs()
        {
            var dict = value is Undefined ? new JinjaDict() : value as JinjaDict
                ?? throw JinjaException.Type("Can only get item pairs from a mapping.");
            foreach (var (key, item) in dict.Items)
            {
                yield return new JinjaTuple([key, item]);
            }
        }
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
        return JinjaIterator.Generator(Batches());

        IEnumerable<object?> Batches()
        {
            var (size, fill) = (Numbers.ToInt(bound[0]), Arguments.Or(bound[1], null));
            List<object?> batch = [];
            foreach (var item in Python.Iterate(value))
            {
                if (batch.Count == size)
                {
                    yield return batch;
                    batch = [];
                }

                batch.Add(item);
            }

            if (batch.Count > 0 && fill is not null && batch.Count < size)
            {
                arguments.State.SpendItems(size);
                batch.AddRange(Enumerable.Repeat(fill, size - batch.Count));
            }

            if (batch.Count > 0)
            {
                yield return batch;
            }
        }
    }

    public static object? Slice(object? value, Arguments arguments)
    {
        var bound = arguments.Bind("slice", "slices", "fill_with=");
        return JinjaIterator.Generator(Slices());

        IEnumerable<object?> Slices()
        {
            var (items, slices, fill) = (Python.Iterate(value), Numbers.ToInt(bound[0]), Arguments.Or(bound[1], null));
            if (slices == 0)
            {
                throw new JinjaException("ZeroDivisionError", "integer division or modulo by zero");
            }

            arguments.State.SpendItems(slices);
            var (size, larger, start) = (items.Count / slices, items.Count % slices, 0);
            for (var i = 0; i < slices; i++)
            {
                var count = size + (i < larger ? 1 : 0);
                List<object?> part = [.. items.Skip(start).Take(count)];
                start += count;
                if (fill is not null && i >= larger)
                {
                    part.Add(fill);
                }

                yield return part;
            }
        }
    }

    private static Undefined Absent(string which) => new($"No {which} item, sequence was empty.");
}
