namespace Intervene.Reports.Drawing;

/// <summary>Moves labels apart that would lie on one another.</summary>
internal static class LabelPlacement
{
    /// <summary>
    /// The positions nearest to those wanted, in the same order, at least a gap apart and within the limits as far as they fit: neighbours that
    /// collide form a block around the mean of what they want.
    /// </summary>
    /// <param name="wanted">The wanted positions, ascending.</param>
    /// <param name="gap">The least distance between two.</param>
    /// <param name="low">The lower limit.</param>
    /// <param name="high">The upper limit; labels that do not fit go beyond it.</param>
    public static double[] Spread(IReadOnlyList<double> wanted, double gap, double low, double high)
    {
        var blocks = new List<(double Centre, int Count)>();
        foreach (var position in wanted)
        {
            blocks.Add((position, 1));
            while (true)
            {
                var (centre, count) = blocks[^1];
                var half = (count - 1) * gap / 2;
                centre = Math.Max(Math.Min(centre, high - half), low + half);
                blocks[^1] = (centre, count);
                if (blocks.Count < 2)
                {
                    break;
                }

                var (before, beforeCount) = blocks[^2];
                if (before + ((beforeCount - 1) * gap / 2) + gap <= centre - half + 1e-9)
                {
                    break;
                }

                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (((before * beforeCount) + (centre * count)) / (beforeCount + count), beforeCount + count);
            }
        }

        return [.. blocks.SelectMany(b => Enumerable.Range(0, b.Count).Select(i => b.Centre + ((i - ((b.Count - 1) / 2.0)) * gap)))];
    }
}
