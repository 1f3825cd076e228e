using System.Collections;

namespace Intervene.Text.Jinja.Values;

/// <summary>A Python range.</summary>
internal sealed class JinjaRange(long start, long stop, long step) : IReadOnlyList<object?>
{
    public int Count { get; } = (int)Int128.Clamp(((Int128)stop - start + step - Math.Sign(step)) / step, 0, int.MaxValue);

    public object? this[int index] => start + (index * step);

    /// <summary>The range of every <paramref name="by"/>-th of the items from one index to another.</summary>
    public JinjaRange Slice(long from, long to, long by) => new(start + (from * step), start + (to * step), step * by);

    public IEnumerator<object?> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    public override string ToString() => step == 1 ? $"range({start}, {stop})" : $"range({start}, {stop}, {step})";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
