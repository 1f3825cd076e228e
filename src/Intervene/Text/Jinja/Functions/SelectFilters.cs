using System.Globalization;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Filters that apply a test, a filter or a member to each item, when the item is asked for.</summary>
internal static class SelectFilters
{
    /// <summary><c>select('test', …)</c> and <c>reject</c>; without a test the items' truth.</summary>
    public static object? Select(object? value, Arguments arguments, bool keep) => Generate(value, arguments, () =>
    {
        var test = Test(arguments, skip: 0);
        return item => test(item) == keep ? item : Arguments.Missing;
    });

    /// <summary><c>selectattr('name', 'test', …)</c> and <c>rejectattr</c>.</summary>
    public static object? SelectAttribute(object? value, Arguments arguments, bool keep) => Generate(value, arguments, () =>
    {
        var attribute = arguments.Positional.Count > 0
            ? arguments.Positional[0] : throw new JinjaException("FilterArgumentError", "Missing parameter for attribute name");
        var test = Test(arguments, skip: 1);
        return item => test(Path(item, attribute)) == keep ? item : Arguments.Missing;
    });

    /// <summary><c>map('filter', …)</c> and <c>map(attribute=…, default=…)</c>.</summary>
    public static object? Map(object? value, Arguments arguments) => Generate(value, arguments, () =>
    {
        if (arguments.Positional.Count == 0 && arguments.Named.TryGetValue("attribute", out var attribute))
        {
            var fallback = arguments.Named.GetValueOrDefault("default");
            return arguments.Named.Keys.FirstOrDefault(key => key is not ("attribute" or "default")) is { } unknown
                ? throw new JinjaException("FilterArgumentError", $"Unexpected keyword argument {Python.Repr(unknown)}")
                : item => Path(item, attribute) is var member && member is Undefined && fallback is not null ? fallback : member;
        }

        if (arguments.Positional is not [string name, ..])
        {
            throw new JinjaException("FilterArgumentError", "map requires a filter argument");
        }

        var rest = arguments with { Positional = [.. arguments.Positional.Skip(1)] };
        return Filters.Exists(name) ? item => Filters.Apply(name, item, rest) : throw JinjaException.NoFilter(name);
    });

    /// <summary>A member by a dotted path; parts that are numbers index.</summary>
    public static object? Path(object? item, object? attribute)
    {
        if (attribute is not string path)
        {
            return Members.Item(item, attribute);
        }

        foreach (var part in path.Split('.'))
        {
            item = Members.Item(item, long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : part);
        }

        return item;
    }

    /// <summary>A generator that is set up when its first item is asked for, unless what it works on is false.</summary>
    private static JinjaIterator Generate(object? value, Arguments arguments, Func<Func<object?, object?>> setUp)
    {
        return JinjaIterator.Generator(Items());

        IEnumerable<object?> Items()
        {
            if (!Python.IsTrue(value))
            {
                yield break;
            }

            var body = setUp();
            foreach (var item in Python.Iterate(value))
            {
                arguments.State.Step();
                if (body(item) is var result && !ReferenceEquals(result, Arguments.Missing))
                {
                    yield return result;
                }
            }
        }
    }

    private static Func<object?, bool> Test(Arguments arguments, int skip)
    {
        if (arguments.Positional.Count == skip)
        {
            return Python.IsTrue;
        }

        var name = Python.Str(arguments.Positional[skip]);
        var rest = arguments with { Positional = [.. arguments.Positional.Skip(skip + 1)] };
        return Tests.Exists(name) ? item => Tests.Holds(name, item, rest) : throw JinjaException.NoTest(name);
    }
}
