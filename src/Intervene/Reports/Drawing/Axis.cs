using System.Globalization;

namespace Intervene.Reports.Drawing;

/// <summary>A range of values, where its ticks are and what they are called.</summary>
internal sealed record Axis
{
    public required string Title { get; init; }

    public required double Min { get; init; }

    public required double Max { get; init; }

    /// <summary>Whether equal ratios are equal distances.</summary>
    public bool Log2 { get; init; }

    /// <summary>Whether values are shares, and read as percentages.</summary>
    public bool IsShare { get; init; }

    public required IReadOnlyList<(double Value, string Label)> Ticks { get; init; }

    /// <summary>Where a value stands on the axis, 0 … 1.</summary>
    public double Position(double value) => Log2
        ? (Math.Log2(Math.Max(value, Min)) - Math.Log2(Min)) / (Math.Log2(Max) - Math.Log2(Min))
        : (value - Min) / (Max - Min);

    /// <summary>
    /// The ticks whose labels stand apart on a horizontal axis of so many pixels: all, or every second, third, … of them. That of 0 stays.
    /// </summary>
    public IReadOnlyList<(double Value, string Label)> TicksWithin(double width)
    {
        var zero = Math.Max(0, Ticks.Select(tick => tick.Value).ToList().IndexOf(0));
        for (var stride = 1; stride < Ticks.Count; stride++)
        {
            var kept = Ticks.Where((_, i) => (i - zero) % stride == 0).ToArray();
            var apart = kept.Zip(kept.Skip(1), (left, right) => (Math.Abs(Position(right.Value) - Position(left.Value)) * width)
                - ((TextSize.Width(left.Label) + TextSize.Width(right.Label)) / 2));
            if (apart.All(room => room >= LabelGap))
            {
                return kept;
            }
        }

        return Ticks.Count < 2 ? Ticks : [Ticks[zero]];
    }

    private const double LabelGap = 8; // pixels between the labels of two ticks

    /// <summary>
    /// An axis of powers of two from 1 or the least value to the greatest; every second tick is left out until at most nine are left.
    /// </summary>
    public static Axis PowersOfTwo(string title, IEnumerable<double> values)
    {
        var (low, high) = Range(values.Where(v => v > 0), 1, 2);
        var last = (int)Math.Ceiling(Math.Log2(high) - 1e-9);
        var first = (int)Math.Floor(Math.Log2(low) + 1e-9);
        last = Math.Max(last, first + 1);
        var stride = 1 + ((last - first) / 9);
        return new Axis
        {
            Title = title,
            Min = Math.Pow(2, first),
            Max = Math.Max(high, Math.Pow(2, first + 1)),
            Log2 = true,
            Ticks = [.. Enumerable.Range(first, last - first + 1).Where(e => (e - first) % stride == 0 && Math.Pow(2, e) <= Math.Max(high, 2))
                .Select(e => (Math.Pow(2, e), Math.Pow(2, e).ToString("0", CultureInfo.InvariantCulture)))],
        };
    }

    /// <summary>An axis of shares from 0 to a round ceiling of at most 100 %.</summary>
    public static Axis Shares(string title, IEnumerable<double> values)
    {
        var (_, high) = Range(values, 0, 0.01);
        double[] ceilings = [0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0];
        var max = ceilings.FirstOrDefault(c => high <= c * 1.0001, 1.0);
        return Linear(title, 0, max, v => (v * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %") with { IsShare = true };
    }

    /// <summary>An axis of numbers from 0 to just above the greatest.</summary>
    public static Axis FromZero(string title, IEnumerable<double> values)
    {
        var (_, high) = Range(values, 0, 1e-3);
        var step = Step(high / 4);
        return Linear(title, 0, Math.Ceiling((high / step) - 1e-9) * step, v => v.ToString("#,0.####", CultureInfo.InvariantCulture));
    }

    /// <summary>An axis of shares, differences of shares or plain numbers; it holds 0, and goes below it only where a value does.</summary>
    public static Axis Values(string title, bool isShare, IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        if (finite.All(value => value >= 0))
        {
            return isShare ? Shares(title, finite) : FromZero(title, finite);
        }

        var (low, high) = (finite.Min(), Math.Max(0, finite.Max()));
        var step = Step((high - low) / 5);
        return Linear(
            title, Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step,
            isShare ? v => (v * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %"
                : v => v.ToString("#,0.####", CultureInfo.InvariantCulture)) with
        { IsShare = isShare };
    }

    /// <summary>An axis of ratios, for numbers that shrink by orders of magnitude; one from 0 where no number is positive.</summary>
    public static Axis Logarithmic(string title, IEnumerable<double> values)
    {
        double[] positive = [.. values.Where(value => double.IsFinite(value) && value > 0)];
        if (positive.Length == 0)
        {
            return FromZero(title, []);
        }

        double[] steps = [1, 2, 5];
        var (low, high) = (positive.Min(), positive.Max());
        var (first, last) = ((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(Math.Log10(high)));
        var ladder = Enumerable.Range(first - 1, last - first + 3)
            .SelectMany(power => steps.Select(step => step * Math.Pow(10, power))).ToArray();
        var min = ladder.Last(value => value <= low * 1.0001);
        var max = ladder.First(value => value >= high * 0.9999 && value > min);
        var within = ladder.Where(value => value >= min && value <= max).ToArray();
        return new Axis
        {
            Title = title,
            Min = min,
            Max = max,
            Log2 = true,
            Ticks = [.. within.Where((value, i) => within.Length <= 9 || Math.Abs(Math.Log10(value) - Math.Round(Math.Log10(value))) < 1e-9 || i == 0)
                .Select(value => (value, value.ToString("0.########", CultureInfo.InvariantCulture)))],
        };
    }

    /// <summary>An axis of whole numbers that spans the values, such as training steps, and starts at 0 where that is near.</summary>
    public static Axis Steps(string title, IEnumerable<double> values)
    {
        var (low, high) = Range(values, 0, 1);
        low = low > 0 && low <= high / 5 ? 0 : low;
        return Linear(title, low, Math.Max(high, low + 1), v => v.ToString("#,0", CultureInfo.InvariantCulture), wholeSteps: true);
    }

    private static Axis Linear(string title, double min, double max, Func<double, string> label, bool wholeSteps = false)
    {
        var step = Step((max - min) / 5);
        step = wholeSteps ? Math.Max(1, step) : step;
        var first = Math.Ceiling((min / step) - 1e-9);
        var count = (int)Math.Floor((max / step) - first + 1e-9) + 1;
        return new Axis
        {
            Title = title,
            Min = min,
            Max = max,
            Ticks = [.. Enumerable.Range(0, count).Select(i => (first + i) * step).Select(v => (v, label(v)))],
        };
    }

    /// <summary>The least of 1, 2, 2.5 and 5 times a power of ten that is not below a size.</summary>
    private static double Step(double size)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(size)));
        double[] factors = [1, 2, 2.5, 5, 10];
        return factors.First(f => f * power >= size * 0.9999) * power;
    }

    private static (double Low, double High) Range(IEnumerable<double> values, double low, double leastHigh)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        return finite.Length == 0 ? (low, Math.Max(leastHigh, low)) : (Math.Min(finite.Min(), finite.Max()), Math.Max(finite.Max(), leastHigh));
    }
}
