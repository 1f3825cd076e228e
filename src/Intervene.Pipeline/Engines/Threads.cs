using System.Globalization;

namespace Intervene.Pipeline.Engines;

/// <summary>How many threads tensor operations share: results are repeatable bit for bit at the same number.</summary>
public static class Threads
{
    /// <summary>The environment variable that sets it.</summary>
    public const string Variable = "INTERVENE_THREADS";

    /// <summary>The number of an option, else of the environment variable, else one a core.</summary>
    /// <param name="option">The recipe's <c>threads</c>.</param>
    /// <exception cref="InterveneException">The variable is no number from 1 to 1024.</exception>
    public static int Of(int? option)
    {
        if (option is { } threads)
        {
            return threads;
        }

        var text = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(text) ? Math.Max(1, Environment.ProcessorCount)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var named) && named is >= 1 and <= 1024 ? named
            : throw new InterveneException($"{Variable} is '{text}'; expected a number of threads from 1 to 1024.");
    }
}
