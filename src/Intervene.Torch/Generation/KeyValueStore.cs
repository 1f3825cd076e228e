using Intervene.Torch.Ops.Products;

namespace Intervene.Torch.Generation;

/// <summary>
/// Keys and values of a number of slots, float32, as panels that <see cref="PanelKernels"/> multiply with: keys sixteen positions at a time, [E, 16],
/// values sixteen channels at a time, [positions, 16].
/// </summary>
internal sealed unsafe class KeyValueStore : IDisposable
{
    private const int Columns = PanelKernels.Columns;
    private readonly int slots, heads, width, positions, channels;
    private readonly HostBuffer keys, values;

    /// <summary>Makes room.</summary>
    /// <param name="layers">Layers of the model.</param>
    /// <param name="slots">Sequences.</param>
    /// <param name="positions">Tokens of each.</param>
    /// <param name="heads">K: key and value heads.</param>
    /// <param name="width">E: their width.</param>
    public KeyValueStore(int layers, int slots, int positions, int heads, int width)
    {
        (this.slots, this.heads, this.width) = (slots, heads, width);
        this.positions = PanelKernels.Up(positions);
        channels = PanelKernels.Up(width);
        keys = new HostBuffer((long)layers * slots * heads * this.positions, width);
        values = new HostBuffer((long)layers * slots * heads * this.positions, channels);
    }

    /// <summary>The slots.</summary>
    public int Slots => slots;

    /// <summary>The keys of a slot's head: position p and channel e stand at (p / 16 · E + e) · 16 + p mod 16.</summary>
    public float* Keys(int layer, int slot, int head) => keys.Row(Row(layer, slot, head));

    /// <summary>The values of a slot's head: position p and channel e stand at (e / 16 · positions + p) · 16 + e mod 16.</summary>
    public float* Values(int layer, int slot, int head) => values.Row(Row(layer, slot, head));

    /// <summary>From one panel of values to the next.</summary>
    public nint ValuePanel => (nint)positions * Columns;

    /// <summary>Keeps a token's keys and values.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="slot">The sequence.</param>
    /// <param name="position">The token's position in the slot.</param>
    /// <param name="key">[K, E].</param>
    /// <param name="value">[K, E].</param>
    public void Write(int layer, int slot, int position, float* key, float* value)
    {
        for (var head = 0; head < heads; head++, key += width, value += width)
        {
            var k = Keys(layer, slot, head) + ((long)(position / Columns) * width * Columns) + (position % Columns);
            var v = Values(layer, slot, head) + ((long)position * Columns);
            for (var e = 0; e < width; e++)
            {
                k[e * Columns] = key[e];
                v[(e / Columns * ValuePanel) + (e % Columns)] = value[e];
            }
        }
    }

    public void Dispose()
    {
        keys.Dispose();
        values.Dispose();
    }

    private long Row(int layer, int slot, int head) => (((((long)layer * slots) + slot) * heads) + head) * positions;
}
