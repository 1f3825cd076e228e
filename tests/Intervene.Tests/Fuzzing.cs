using System.Globalization;

namespace Intervene.Tests;

/// <summary>
/// Texts mutated from seeds, the same for the same number. A sample runs with the suite; <c>INTERVENE_FUZZ</c> names how many inputs each fuzzer
/// takes instead.
/// </summary>
internal static class Fuzzing
{
    private const int Sample = 2_000;

    /// <summary>How many inputs a fuzzer takes.</summary>
    public static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("INTERVENE_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count : Sample;

    /// <summary>The inputs.</summary>
    /// <param name="seeds">Texts that are well formed.</param>
    /// <param name="pieces">What is put into them.</param>
    public static IEnumerable<string> Of(IReadOnlyList<string> seeds, IReadOnlyList<string> pieces)
    {
        for (var i = 0; i < Count; i++)
        {
            var random = new Random(i);
            var text = seeds[random.Next(seeds.Count)];
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(text.Length + 1);
                var length = Math.Min(random.Next(1, 12), text.Length - at);
                text = random.Next(4) switch
                {
                    0 => text.Remove(at, length),
                    1 => text.Remove(at, length).Insert(at, pieces[random.Next(pieces.Count)]),
                    2 => text.Insert(random.Next(text.Length + 1), text.Substring(at, length)),
                    _ => text.Insert(at, pieces[random.Next(pieces.Count)]),
                };
            }

            yield return text;
        }
    }
}
