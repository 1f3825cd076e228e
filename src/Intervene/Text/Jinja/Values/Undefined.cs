namespace Intervene.Text.Jinja.Values;

/// <summary>The value of a name or member that is not there: empty when printed or iterated, false, and an error in anything else.</summary>
internal sealed class Undefined(string message, string kind = "UndefinedError")
{
    /// <summary>A name that no variable has.</summary>
    public static Undefined Name(string name) => new($"'{name}' is undefined");

    /// <summary>A member that an object lacks.</summary>
    public static Undefined Member(object? owner, object? key) => new(
        key is string name ? $"'{Kind(owner)}' has no attribute {Python.Repr(name)}" : $"{Kind(owner)} has no element {Python.Repr(key)}");

    /// <summary>A member that the sandbox of chat templates hides: internals, and methods that change their object.</summary>
    public static Undefined Unsafe(object? owner, string name) =>
        new($"access to attribute {Python.Repr(name)} of '{Python.NoneType(owner)}' object is unsafe.", "SecurityError");

    /// <summary>What is said when the value is used.</summary>
    public string Message { get; } = message;

    /// <summary>The error of a use.</summary>
    public JinjaException Fault() => new(kind, Message);

    private static string Kind(object? owner) => owner is null ? "None" : $"{Python.TypeName(owner)} object";
}
