using Intervene.Torch.Ops.Products;

namespace Intervene.Torch.Engine;

/// <summary>
/// Where keys and values stand within a block, float32, as panels that <see cref="PanelKernels"/> multiplies with: for every layer and head keys
/// sixteen positions at a time, [E, 16], then values sixteen channels at a time, [positions, 16].
/// </summary>
/// <param name="layers">Layers of the model.</param>
/// <param name="heads">K: key and value heads.</param>
/// <param name="width">E: their width.</param>
internal sealed unsafe class BlockLayout(int layers, int heads, int width)
{
    /// <summary>Positions of a block: four panels of keys, the most that a product takes at once.</summary>
    public const int Positions = 4 * PanelKernels.Columns;

    private const int Columns = PanelKernels.Columns;
    private readonly int _keys = Positions * width;
    private readonly int _head = Positions * (width + PanelKernels.Up(width));

    /// <summary>From one panel of values to the next.</summary>
    public const int ValuePanel = Positions * Columns;

    /// <summary>Bytes of a block.</summary>
    public long Bytes => (long)layers * heads * _head * sizeof(float);

    /// <summary>Blocks that hold a number of positions.</summary>
    public static int Blocks(int positions) => (positions + Positions - 1) / Positions;

    /// <summary>A head's keys: position p and channel e stand at (p / 16 · E + e) · 16 + p mod 16.</summary>
    public float* Keys(nint block, int layer, int head) => (float*)block + ((((long)layer * heads) + head) * _head);

    /// <summary>A head's values: position p and channel e stand at (e / 16 · positions + p) · 16 + e mod 16.</summary>
    public float* Values(nint block, int layer, int head) => Keys(block, layer, head) + _keys;

    /// <summary>Keeps a token's keys and values.</summary>
    /// <param name="block">The block.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="position">The token's position within the block.</param>
    /// <param name="key">[K, E].</param>
    /// <param name="value">[K, E].</param>
    public void Write(nint block, int layer, int position, float* key, float* value)
    {
        for (var head = 0; head < heads; head++, key += width, value += width)
        {
            var k = Keys(block, layer, head) + (position / Columns * width * Columns) + (position % Columns);
            var v = Values(block, layer, head) + (position * Columns);
            for (var e = 0; e < width; e++)
            {
                k[e * Columns] = key[e];
                v[(e / Columns * ValuePanel) + (e % Columns)] = value[e];
            }
        }
    }
}
