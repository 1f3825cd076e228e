using Intervene.Torch.Ops.Products;

namespace Intervene.Torch.Generation;

/// <summary>
/// Keys and values of a number of slots, float32, as panels that <see cref="PanelKernels"/> multiply with: keys sixteen positions at a time, [E, 16],
/// values sixteen channels at a time, [positions, 16].
/// </summary>
internal sealed unsafe class KeyValueStore : IDisposable
{
    private const int Columns = PanelKernels.Columns;
    private readonly int _slots, _heads, _width, _positions, _channels;
    private readonly HostBuffer _keys, _values;

    /// <summary>Makes room.</summary>
    /// <param name="layers">Layers of the model.</param>
    /// <param name="slots">Sequences.</param>
    /// <param name="positions">Tokens of each.</param>
    /// <param name="heads">K: key and value heads.</param>
    /// <param name="width">E: their width.</param>
    public KeyValueStore(int layers, int slots, int positions, int heads, int width)
    {
        (_slots, _heads, _width) = (slots, heads, width);
        _positions = PanelKernels.Up(positions);
        _channels = PanelKernels.Up(width);
        _keys = new HostBuffer((long)layers * slots * heads * _positions, width);
        _values = new HostBuffer((long)layers * slots * heads * _positions, _channels);
    }

    /// <summary>The slots.</summary>
    public int Slots => _slots;

    /// <summary>The keys of a slot's head: position p and channel e stand at (p / 16 · E + e) · 16 + p mod 16.</summary>
    public float* Keys(int layer, int slot, int head) => _keys.Row(Row(layer, slot, head));

    /// <summary>The values of a slot's head: position p and channel e stand at (e / 16 · positions + p) · 16 + e mod 16.</summary>
    public float* Values(int layer, int slot, int head) => _values.Row(Row(layer, slot, head));

    /// <summary>From one panel of values to the next.</summary>
    public nint ValuePanel => (nint)_positions * Columns;

    /// <summary>Keeps a token's keys and values.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="slot">The sequence.</param>
    /// <param name="position">The token's position in the slot.</param>
    /// <param name="key">[K, E].</param>
    /// <param name="value">[K, E].</param>
    public void Write(int layer, int slot, int position, float* key, float* value)
    {
        for (var head = 0; head < _heads; head++, key += _width, value += _width)
        {
            var k = Keys(layer, slot, head) + ((long)(position / Columns) * _width * Columns) + (position % Columns);
            var v = Values(layer, slot, head) + ((long)position * Columns);
            for (var e = 0; e < _width; e++)
            {
                k[e * Columns] = key[e];
                v[(e / Columns * ValuePanel) + (e % Columns)] = value[e];
            }
        }
    }

    public void Dispose()
    {
        _keys.Dispose();
        _values.Dispose();
    }

    private long Row(int layer, int slot, int head) => (((((long)layer * _slots) + slot) * _heads) + head) * _positions;
}
