namespace Intervene.Text.Jinja.Values;

/// <summary>
/// Names with two underscores that Python's objects have, and that the sandbox hides: their use is a SecurityError, that of others is undefined.
/// </summary>
internal static class Internals
{
    private static readonly HashSet<string> Everywhere = Names(
        "class delattr dir doc eq format ge getattribute getstate gt hash init init_subclass le lt ne new reduce reduce_ex repr setattr sizeof " +
        "str subclasshook");

    private static readonly HashSet<string> Containers = Names("contains getitem iter len");

    private static readonly HashSet<string> Sequences = Names("add mul rmul getnewargs");

    private static readonly HashSet<string> Numerals = Names(
        "abs add bool divmod float floordiv int mod mul neg pos pow radd rdivmod rfloordiv rmod rmul round rpow rsub rtruediv sub truediv trunc " +
        "getnewargs");

    private static readonly HashSet<string> Functions = Names(
        "annotations builtins call closure code defaults dict get globals kwdefaults module name qualname self");

    /// <summary>Whether an object of this kind has the internal name.</summary>
    public static bool Has(object? owner, string name) => Everywhere.Contains(name) || owner switch
    {
        string or List<object?> or JinjaTuple => Containers.Contains(name) || Sequences.Contains(name) || (name == "__mod__" && owner is string),
        JinjaDict or JinjaRange or DictView => Containers.Contains(name),
        Function => Functions.Contains(name),
        _ => Numbers.IsNumber(owner) && Numerals.Contains(name),
    };

    private static HashSet<string> Names(string words) => [.. words.Split(' ').Select(word => $"__{word}__")];
}
