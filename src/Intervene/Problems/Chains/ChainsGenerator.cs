using System.Globalization;

namespace Intervene.Problems.Chains;

/// <summary>Draws chains, the same for the same seed and index.</summary>
public static class ChainsGenerator
{
    private const int MaxValue = 9999;

    /// <summary>A chain of 3 or 4 operations with exactly one gapped product, never the first operation.</summary>
    public static Chain Hard(long seed, int index) => Draw(new ChainRandom(seed, "hard", index), hard: true);

    /// <summary>A chain of 3 or 4 operations without a gapped product.</summary>
    public static Chain Easy(long seed, int index) => Draw(new ChainRandom(seed, "easy", index), hard: false);

    /// <summary>The problem of a chain with its answer and the teacher's worked solution.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="kind"><c>hard</c> or <c>easy</c>.</param>
    /// <param name="index">The problem's index within its kind.</param>
    public static Problem ToProblem(Chain chain, string kind, int index) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"chains-{kind}-{index:D5}"),
        Question = chain.ToQuestion(),
        Answer = chain.Answer.ToString(CultureInfo.InvariantCulture),
        ReferenceSolution = ReferenceSolution(chain),
        Source = "chains/" + kind,
    };

    /// <summary>The teacher's solution: the exact steps in the teacher's own notation, blanks around operators, one line a step.</summary>
    public static string ReferenceSolution(Chain chain) => string.Join('\n', ChainSteps.Exact(chain).Select(Spaced));

    private static string Spaced(string line)
    {
        if (line.StartsWith('\\'))
        {
            return line;
        }

        return line.Replace("+", " + ", StringComparison.Ordinal).Replace("-", " - ", StringComparison.Ordinal)
            .Replace("*", " * ", StringComparison.Ordinal).Replace("=", " = ", StringComparison.Ordinal);
    }

    private static Chain Draw(ChainRandom random, bool hard)
    {
        while (true)
        {
            var length = random.Next(3, 4);
            var gap = hard ? random.Next(1, length - 1) : -1;
            var chain = TryDraw(random, length, gap);
            if (chain is not null)
            {
                return chain;
            }
        }
    }

    private static Chain? TryDraw(ChainRandom random, int length, int gap)
    {
        var start = random.Next(2, 199);
        var operations = new List<ChainOperation>();
        var value = start;
        for (var i = 0; i < length; i++)
        {
            var operation = i == gap ? new ChainOperation('*', random.Next(ChainSteps.GapFactor, 9)) : random.Operation(value, operations);
            var next = operation.Apply(value);
            var gapped = ChainSteps.IsGapped(value, operation);
            if (gapped != (i == gap) || next is < 1 or > MaxValue
                || (gapped && (value > 999 || ChainSteps.Approximate(value, operation.Operand) == next)))
            {
                return null;
            }

            operations.Add(operation);
            value = next;
        }

        return new Chain(start, operations);
    }
}
