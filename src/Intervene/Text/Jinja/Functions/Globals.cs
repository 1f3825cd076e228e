using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>The functions that every chat template sees.</summary>
internal static class Globals
{
    private const int LongestRange = 100_000;

    /// <summary>Defines them in a scope.</summary>
    public static void Define(Scope scope)
    {
        void Add(string name, Func<Arguments, object?> body) => scope.Set(name, new Function(name, body));
        Add("range", Range);
        Add("dict", Dict);
        Add("namespace", NewNamespace);
        Add("cycler", Cycler);
        Add("joiner", Joiner);
        Add("raise_exception", arguments => throw new JinjaException("TemplateError", Python.Str(arguments.Bind("raise_exception", "message")[0])));
        Add("strftime_now", arguments => TimeFormat.Apply(arguments.State.Now(), StringMethods.Text(arguments.Bind("strftime_now", "format")[0])));
    }

    private static object? Range(Arguments arguments)
    {
        if (arguments.Named.Count > 0)
        {
            throw JinjaException.Type("range() takes no keyword arguments");
        }

        var bounds = arguments.Positional.Select(Numbers.ToLong).ToArray();
        var (start, stop, step) = bounds switch
        {
            [var end] => (0, end, 1),
            [var first, var end] => (first, end, 1),
            [var first, var end, var by and not 0] => (first, end, by),
            [_, _, 0] => throw JinjaException.Value("range() arg 3 must not be zero"),
            _ => throw JinjaException.Type($"range expected 1 to 3 arguments, got {bounds.Length}"),
        };
        var range = new JinjaRange(start, stop, step);
        if (range.Count > LongestRange)
        {
            throw new JinjaException("OverflowError", $"Range too big. The sandbox blocks ranges larger than MAX_RANGE ({LongestRange}).");
        }

        arguments.State.SpendItems(range.Count);
        return range;
    }

    private static object? Dict(Arguments arguments)
    {
        if (arguments.Positional.Count > 1)
        {
            throw JinjaException.Type($"dict expected at most 1 argument, got {arguments.Positional.Count}");
        }

        var dict = new JinjaDict();
        foreach (var (key, value) in arguments.Positional is [JinjaDict source] ? source.Items
            : arguments.Positional is [var pairs] ? Python.Iterate(pairs).Select(Pair) : [])
        {
            dict.Set(key, value);
        }

        foreach (var (key, value) in arguments.Named)
        {
            dict.Set(key, value);
        }

        return dict;
    }

    private static KeyValuePair<object?, object?> Pair(object? item) => Python.Iterate(item) is [var key, var value]
        ? new(key, value)
        : throw JinjaException.Value("dict() needs pairs");

    private static object? NewNamespace(Arguments arguments)
    {
        var space = new Namespace();
        foreach (var (key, value) in ((JinjaDict)Dict(arguments)!).Items)
        {
            space.Members[Python.Str(key)] = value;
        }

        return space;
    }

    private static object? Cycler(Arguments arguments)
    {
        var (items, position) = (arguments.Positional, 0);
        if (items.Count == 0)
        {
            throw new JinjaException("RuntimeError", "at least one item has to be provided");
        }

        var cycler = new Namespace();
        void Show() => cycler.Members["current"] = items[position];
        cycler.Members["next"] = new Function("next", _ =>
        {
            var now = items[position];
            position = (position + 1) % items.Count;
            Show();
            return now;
        });
        cycler.Members["reset"] = new Function("reset", _ =>
        {
            position = 0;
            Show();
            return null;
        });
        Show();
        return cycler;
    }

    private static object? Joiner(Arguments arguments)
    {
        var separator = Arguments.Or(arguments.Bind("joiner", "sep=")[0], ", ");
        var used = false;
        return new Function("joiner", _ =>
        {
            var now = used ? separator : "";
            used = true;
            return now;
        });
    }
}
