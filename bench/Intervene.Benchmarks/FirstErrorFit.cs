using System.Globalization;
using Intervene.Answers.Extraction;
using Intervene.Interventions.Alignment;
using Intervene.Interventions.Claims;
using Intervene.Interventions.Locating;
using Intervene.Interventions.Reading;

namespace Intervene.Benchmarks;

/// <summary>Fits the weights of <see cref="FirstErrorModel"/> to labelled attempts, after a cross-validation that says what they are worth.</summary>
/// <remarks>
/// Every row whose final answer is known to be wrong teaches, whatever its set; a row without a solution is compared with its question alone. The
/// likelihood of the labelled steps, less λ/2·|w|², is climbed with Adam. Each row is judged by weights that have not seen it, or by a false
/// calculation on checked ground, as the oracle does.
/// </remarks>
internal static class FirstErrorFit
{
    private const double Penalty = 16;
    private const int Iterations = 300;
    private const int Folds = 5;
    private const int Repeats = 4;

    public static void Run(string[] files)
    {
        var rows = files.SelectMany(Read).ToArray();
        var hits = new Dictionary<string, (int Exact, int Near, int All)>(StringComparer.Ordinal);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var order = rows.OrderBy(row => Hash(row.Id, repeat)).ToArray();
            for (var fold = 0; fold < Folds; fold++)
            {
                var weights = Fit([.. order.Where((_, i) => i % Folds != fold)]);
                foreach (var row in order.Where((_, i) => i % Folds == fold))
                {
                    var probabilities = FirstErrorModel.Probabilities(row.Signs, weights);
                    var step = row.Proven ?? Enumerable.Range(0, probabilities.Count).MaxBy(i => probabilities[i]);
                    var (exact, near, all) = hits.GetValueOrDefault(row.Set);
                    hits[row.Set] = (exact + (step == row.Label ? 1 : 0), near + (Math.Abs(step - row.Label) <= 1 ? 1 : 0), all + 1);
                }
            }
        }

        foreach (var (set, (exact, near, all)) in hits)
        {
            var shares = string.Create(CultureInfo.InvariantCulture, $"exact {(double)exact / all:P1}, within one {(double)near / all:P1}");
            Console.WriteLine($"{set}: {shares} of {all / Repeats} wrong attempts, {Folds} folds, {Repeats} times");
        }

        foreach (var (sign, weight) in Enum.GetValues<StepSign>().Zip(Fit(rows)))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"(StepSign.{sign}, {weight:F2}),"));
        }
    }

    private static IEnumerable<Row> Read(string file)
    {
        foreach (var (number, line) in File.ReadLines(file).Index())
        {
            var attempt = LabelledAttemptReader.Read(line, $"{file}:{number + 1}");
            if (attempt.Label is not { } label || label < 0 || !IsWrong(attempt))
            {
                continue;
            }

            var solution = attempt.Solution ?? "";
            var reference = ReferenceGraph.Read(attempt.Problem, solution);
            var gold = attempt.Answer is { } answer ? FinalAnswer.Last(answer) : BoxedAnswers.In(solution) is [.., var box]
                ? FinalAnswer.Last(box) : null;
            var graph = AttemptGraph.Read(reference, attempt.Problem, attempt.Steps);
            var signs = SignReader.Read(attempt.Problem, solution, gold, graph, attempt.Steps);
            var proven = FirstFalseClaim.Find(attempt.Problem, attempt.Steps);
            yield return new Row(
                Path.GetFileNameWithoutExtension(file), attempt.Id, signs, proven.Unchecked.Count == 0 ? proven.Location - 1 : null, label);
        }
    }

    private static bool IsWrong(LabelledAttempt attempt) =>
        (attempt.Answer ?? (attempt.Solution is { } solution && BoxedAnswers.In(solution) is [.., var box] ? box : null)) is { } gold
        && !Answers.AnswerVerifier.Verify(gold, string.Join("\n\n", attempt.Steps), Answers.Preset.Eval).IsCorrect;

    private static double[] Fit(IReadOnlyList<Row> rows)
    {
        var size = Enum.GetValues<StepSign>().Length;
        var (weights, first, second) = (new double[size], new double[size], new double[size]);
        for (var t = 1; t <= Iterations; t++)
        {
            var gradient = weights.Select(weight => -Penalty * weight).ToArray();
            foreach (var row in rows)
            {
                var probabilities = FirstErrorModel.Probabilities(row.Signs, weights);
                for (var i = 0; i < row.Signs.Count; i++)
                {
                    var pull = (i == row.Label ? 1 : 0) - probabilities[i];
                    for (var j = 0; j < size; j++)
                    {
                        gradient[j] += pull * row.Signs[i][j];
                    }
                }
            }

            var rate = 0.1 * (0.3 + (0.7 * (1 - ((double)t / Iterations))));
            for (var j = 0; j < size; j++)
            {
                first[j] = (0.9 * first[j]) + (0.1 * gradient[j]);
                second[j] = (0.99 * second[j]) + (0.01 * gradient[j] * gradient[j]);
                weights[j] += rate * (first[j] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(second[j] / (1 - Math.Pow(0.99, t))) + 1e-8);
            }
        }

        return weights;
    }

    /// <summary>A shuffle that is the same on every machine (FNV-1a).</summary>
    private static uint Hash(string id, int repeat) => $"{repeat}/{id}".Aggregate(2166136261u, static (hash, letter) => (hash ^ letter) * 16777619u);

    private sealed record Row(string Set, string Id, IReadOnlyList<double[]> Signs, int? Proven, int Label);
}
