namespace Intervene.Learning;

/// <summary>Count, sum, sum of squares, least and greatest of a stream of numbers.</summary>
public struct Running()
{
    private double _sum;
    private double _squares;

    /// <summary>How many numbers.</summary>
    public long Count { get; private set; }

    /// <summary>The least, +∞ where nothing was added.</summary>
    public double Min { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest, −∞ where nothing was added.</summary>
    public double Max { get; private set; } = double.NegativeInfinity;

    /// <summary>0 where nothing was added.</summary>
    public readonly double Mean => Count == 0 ? 0 : _sum / Count;

    /// <summary>The standard deviation over n − 1; 0 for fewer than two numbers.</summary>
    public readonly double Std => Count < 2 ? 0 : Math.Sqrt(Math.Max(0, (_squares - (_sum * _sum / Count)) / (Count - 1)));

    /// <summary>Adds a number.</summary>
    public void Add(double value)
    {
        Count++;
        _sum += value;
        _squares += value * value;
        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
    }

    /// <summary>Of some numbers.</summary>
    public static Running Of(IEnumerable<double> values)
    {
        var running = new Running();
        foreach (var value in values)
        {
            running.Add(value);
        }

        return running;
    }
}
