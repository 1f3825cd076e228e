using System.Numerics;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Functions;

/// <summary>Jinja's tests (<c>is …</c>).</summary>
internal static class Tests
{
    /// <summary>Whether there is a test of that name.</summary>
    public static bool Exists(string name) => Symbol(name) is not null || name
        is "defined" or "undefined" or "none" or "boolean" or "true" or "false" or "integer" or "float" or "number" or "string" or "mapping"
        or "sequence" or "iterable" or "callable" or "escaped" or "even" or "odd" or "divisibleby" or "sameas" or "lower" or "upper"
        or "filter" or "test";

    /// <exception cref="JinjaException">There is no such test, or the value does not fit it.</exception>
    public static bool Holds(string name, object? value, Arguments arguments)
    {
        if (Symbol(name) is { } symbol)
        {
            return ValueOperators.Holds(symbol, value, arguments.Bind(name, "other")[0]);
        }

        switch (name)
        {
            case "divisibleby":
                return Python.AreEqual(ValueOperators.Apply(arguments.State, "%", value, arguments.Bind(name, "num")[0]), 0L);
            case "sameas":
                return Same(value, arguments.Bind(name, "other")[0]);
        }

        arguments.Bind(name);
        return name switch
        {
            "defined" => value is not Undefined,
            "undefined" => value is Undefined,
            "none" => value is null,
            "boolean" => value is bool,
            "true" => value is true,
            "false" => value is false,
            "integer" => value is long or BigInteger,
            "float" => value is double,
            "number" => Numbers.IsNumber(value),
            "string" => value is string,
            "mapping" => value is JinjaDict,
            "sequence" => value is string or List<object?> or JinjaTuple or JinjaDict or JinjaRange or Undefined,
            "iterable" => Python.IsIterable(value),
            "callable" => value is Function or LoopState or Undefined,
            "escaped" => false,
            "even" => Python.AreEqual(ValueOperators.Apply(arguments.State, "%", value, 2L), 0L),
            "odd" => Python.AreEqual(ValueOperators.Apply(arguments.State, "%", value, 2L), 1L),
            "lower" => Python.Str(value) is var text && StringPredicates.IsLower(text),
            "upper" => Python.Str(value) is var text && StringPredicates.IsUpper(text),
            "filter" => value is string filter && Filters.Exists(filter),
            "test" => value is string test && Exists(test),
            _ => throw new JinjaException("TemplateRuntimeError", $"No test named '{name}' found."),
        };
    }

    private static string? Symbol(string name) => name switch
    {
        "eq" or "equalto" or "==" => "==",
        "ne" or "!=" => "!=",
        "lt" or "lessthan" or "<" => "<",
        "le" or "<=" => "<=",
        "gt" or "greaterthan" or ">" => ">",
        "ge" or ">=" => ">=",
        "in" => "in",
        _ => null,
    };

    private static bool Same(object? left, object? right) => (left, right) switch
    {
        (bool a, bool b) => a == b,
        (long a, long b) => a == b,
        (string a, string b) => a == b,
        (double a, double b) => a.Equals(b),
        _ => ReferenceEquals(left, right),
    };
}
