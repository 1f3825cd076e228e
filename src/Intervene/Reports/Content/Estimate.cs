using Intervene.Evaluation;
using Intervene.Statistics;

namespace Intervene.Reports.Content;

/// <summary>A measured number with its 95 % interval; NaN stands for what could not be measured.</summary>
/// <param name="Value">The point estimate.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>An estimate without an interval.</summary>
    /// <param name="value">The point estimate.</param>
    public static Estimate Of(double value) => new(value, double.NaN, double.NaN);

    /// <summary>A measured number with its interval over problems.</summary>
    /// <param name="measure">The number.</param>
    public static Estimate Of(Measure measure) => Of(measure.Value, measure.Interval);

    /// <summary>A measured number with its interval.</summary>
    /// <param name="value">The point estimate.</param>
    /// <param name="interval">Its 95 % interval.</param>
    public static Estimate Of(double value, Interval interval) => new(value, interval.Low, interval.High);

    /// <summary>Whether both ends of the interval are finite.</summary>
    public bool HasInterval => double.IsFinite(Low) && double.IsFinite(High);
}
