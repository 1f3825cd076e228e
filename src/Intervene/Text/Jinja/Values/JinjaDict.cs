using System.Numerics;

namespace Intervene.Text.Jinja.Values;

/// <summary>A Python dict: ordered, keys compared as Python does (1, 1.0 and true are one key).</summary>
internal sealed class JinjaDict
{
    private static readonly object None = new();
    private readonly OrderedDictionary<object, object?> _entries = new(new KeyComparer());

    public int Count => _entries.Count;

    public IEnumerable<object?> Keys => _entries.Keys.Select(key => key == None ? null : key);

    public IEnumerable<object?> Values => _entries.Values;

    public IEnumerable<KeyValuePair<object?, object?>> Items => Keys.Zip(_entries.Values, KeyValuePair.Create);

    public void Set(object? key, object? value) => _entries[Key(key)] = value;

    public bool TryGet(object? key, out object? value) => _entries.TryGetValue(Key(key), out value);

    public bool Contains(object? key) => _entries.ContainsKey(Key(key));

    private static object Key(object? key) => key switch
    {
        null => None,
        List<object?> or JinjaDict or DictView => throw JinjaException.Type($"unhashable type: '{Python.TypeName(key)}'"),
        _ => key,
    };

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        private const int Short = 64; // characters that a step pays for

        public new bool Equals(object? x, object? y) => ReferenceEquals(x, y) || (x != None && y != None && Python.AreEqual(x, y));

        private static int HashOf(string text)
        {
            RenderState.LookAt(text.Length > Short ? text.Length : 0);
            return string.GetHashCode(text, StringComparison.Ordinal);
        }

        public int GetHashCode(object key) => key switch
        {
            string text => HashOf(text),
            JinjaTuple tuple => tuple.Items.Count,
            Undefined => 0,
            BigInteger => 64,
            double real when Math.Abs(real) >= long.MaxValue => 64,
            _ when Numbers.IsNumber(key) => Numbers.ToDouble(key).GetHashCode(),
            _ => key.GetHashCode(),
        };
    }
}
