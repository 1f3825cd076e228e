
namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>The metadata of a GGUF: numbers, flags, strings and lists of them by name.</summary>
public sealed class GgufMetadata
{
    private readonly string _path;
    private readonly IReadOnlyDictionary<string, object> _entries;

    internal GgufMetadata(string path, IReadOnlyDictionary<string, object> entries)
    {
        _path = path;
        _entries = entries;
    }

    /// <summary>Whether there is an entry.</summary>
    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>The names of the entries.</summary>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <summary>An integer from 0 to 2³¹ − 1.</summary>
    /// <param name="key">The entry.</param>
    /// <param name="missing">What stands for a missing entry; null where it must be there.</param>
    /// <exception cref="InterveneException">It is missing or another value.</exception>
    public int Int(string key, int? missing = null) => Find(key) switch
    {
        long number and >= 0 and <= int.MaxValue => (int)number,
        null when missing is not null => missing.Value,
        var found => throw Wrong(key, found, "an integer"),
    };

    /// <summary>A finite number.</summary>
    /// <inheritdoc cref="Int"/>
    public double Number(string key, double? missing = null) => Find(key) switch
    {
        float number when float.IsFinite(number) => Shortest(number),
        double number when double.IsFinite(number) => number,
        long number => number,
        null when missing is not null => missing.Value,
        var found => throw Wrong(key, found, "a number"),
    };

    /// <summary>A flag.</summary>
    /// <inheritdoc cref="Int"/>
    public bool Flag(string key, bool missing) => Find(key) switch
    {
        bool flag => flag,
        null => missing,
        var found => throw Wrong(key, found, "a boolean"),
    };

    /// <summary>A string; null where it is missing.</summary>
    /// <exception cref="InterveneException">It is another value.</exception>
    public string? Text(string key) => Find(key) switch
    {
        string text => text,
        null => null,
        var found => throw Wrong(key, found, "a string"),
    };

    /// <summary>A list of strings; null where it is missing.</summary>
    /// <exception cref="InterveneException">It is another value.</exception>
    public IReadOnlyList<string>? Texts(string key) => List<string>(key, "a list of strings");

    /// <summary>A list of integers; null where it is missing.</summary>
    /// <exception cref="InterveneException">It is another value.</exception>
    public IReadOnlyList<long>? Ints(string key) => List<long>(key, "a list of integers");

    /// <summary>A fault of an entry.</summary>
    internal InterveneException Wrong(string key, object? found, string expected)
    {
        var text = found switch
        {
            null => "missing",
            object[] list => $"a list of {list.Length} values",
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => $"{found}",
        };
        return new InterveneException($"{_path}: the metadata entry {key} is {(text.Length > 100 ? text[..100] + "…" : text)}; expected {expected}.");
    }

    /// <summary>The shortest decimal that is this float32: 1e-6, as the model's config said, instead of 9.99999997e-7.</summary>
    private static double Shortest(float number) =>
        double.Parse(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);

    private object? Find(string key) => _entries.GetValueOrDefault(key);

    private List<T>? List<T>(string key, string expected) => Find(key) switch
    {
        object[] values when values.All(value => value is T) => [.. values.Cast<T>()],
        null => null,
        var found => throw Wrong(key, found, expected),
    };
}
