using System.Globalization;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Filters that apply a test, a filter or a member to each item.</summary>
internal static class SelectFilters
{
    private static readonly Dictionary<string, object?> s_noNames = [];

    /// <summary><c>select('test', …)</c> and <c>reject</c>; without a test the items' truth.</summary>
    public static object? Select(object? value, Arguments arguments, bool keep)
    {
        var test = Test(arguments, skip: 0);
        return Items(value).Where(item => Count(arguments) && test(item) == keep).ToList();
    }

    /// <summary><c>selectattr('name', 'test', …)</c> and <c>rejectattr</c>.</summary>
    public static object? SelectAttribute(string name, object? value, Arguments arguments, bool keep)
    {
        if (arguments.Positional.Count == 0)
        {
            throw JinjaException.Type($"{name}() missing required argument: 'attribute'");
        }

        var test = Test(arguments, skip: 1);
        return Items(value).Where(item => Count(arguments) && test(Path(item, arguments.Positional[0])) == keep).ToList();
    }

    /// <summary><c>map('filter', …)</c> and <c>map(attribute=…, default=…)</c>.</summary>
    public static object? Map(object? value, Arguments arguments)
    {
        if (arguments.Positional.Count == 0 && arguments.Named.TryGetValue("attribute", out var attribute))
        {
            if (arguments.Named.Keys.FirstOrDefault(key => key is not ("attribute" or "default")) is { } unknown)
            {
                throw JinjaException.Type($"map() got an unexpected keyword argument '{unknown}'");
            }

            var fallback = arguments.Named.GetValueOrDefault("default");
            return Items(value).Select(item =>
            {
                Count(arguments);
                var member = Path(item, attribute);
                return member is Undefined && fallback is not null ? fallback : member;
            }).ToList();
        }

        if (arguments.Positional is not [string name, ..])
        {
            throw JinjaException.Type("map requires a filter argument");
        }

        var rest = arguments with { Positional = [.. arguments.Positional.Skip(1)] };
        return Items(value).Select(item =>
        {
            Count(arguments);
            return Filters.Apply(name, item, rest);
        }).ToList();
    }

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

    /// <summary>These filters take whatever is false, None included, for an empty sequence.</summary>
    private static IReadOnlyList<object?> Items(object? value) => Python.IsTrue(value) ? Python.Iterate(value) : [];

    private static Func<object?, bool> Test(Arguments arguments, int skip)
    {
        if (arguments.Positional.Count == skip)
        {
            return Python.IsTrue;
        }

        var name = Python.Str(arguments.Positional[skip]);
        var rest = new Arguments(arguments.State, [.. arguments.Positional.Skip(skip + 1)], arguments.Named.Count == 0 ? s_noNames : arguments.Named);
        return item => Tests.Holds(name, item, rest);
    }

    private static bool Count(Arguments arguments)
    {
        arguments.State.Step();
        return true;
    }
}
