using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Answers;
using Intervene.Cli.Output;

namespace Intervene.Cli.Commands;

/// <summary>Verifies mutated inputs and reports every exception and the slowest verdicts.</summary>
internal static class VerifyFuzz
{
    private const int Shown = 5;

    private const int LongestSeed = 400;

    private const int ProgressEvery = 20_000;

    private static readonly string[] Seeds =
    [
        @"\frac{1}{2}", @"x^2+2x+1", @"(-\infty,1)\cup[2,3]", @"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
        @"\sqrt[3]{2+\sqrt5}", @"\{1,2,3\}", @"1,234,567", @"3\frac12", @"25\%", @"\text{(C)}", @"\sum_{k=1}^{10} k^2", @"\int_0^1 x\,dx",
        @"f(x)=\begin{cases}x&x\ge0\\-x&x<0\end{cases}", @"5\text{ cm}^2", @"\log_2 8", @"e^{i\pi}", @"10^{10^{10}}",
        @"1:2:3", @"2x+3y=4", @"\pm\frac{1}{2}", @"\$18.90", @"204_5", @"0.1\overline{6}", @"\sin 15^\circ", @"\binom{10}{3}", @"|x-1|",
    ];

    private static readonly string[] Pieces =
    [
        "\\frac", "{", "}", "\\sqrt", "^", "_", "(", ")", "[", "]", "\\{", "\\}", "1", "23", "x", "\\boxed{",
        ",", "=", "+", "-", "\\le", "|", "\\begin{pmatrix}", "\\end{pmatrix}", "&", "\\\\", "\\text{", "9999999999", "!", "\\sum_{k=1}^{", "\\pi",
        "e", "i", "\\infty", "\\cup", "%", "^\\circ", "٣", "²", "\u202e", "\ud83d", "\0", "\\sin", "\\log_", "$", " ", "\n", "\\ln", "\\binom",
        "'", ":", "<think>", "</think>", "\\pm", "\\int", "\\lfloor", "\\max(", "^{99999}", "0.000", "\\overline{", "*", "/", ";", "€", "\\mathbf{i}",
    ];

    /// <summary>Runs the rounds; the exit code is 1 when any input threw.</summary>
    public static int Run(long count, int seed, string? cases)
    {
        List<string> seeds = [.. Seeds, .. cases is null ? [] : Read(cases)];
        Random random = new(seed);
        VerifyWarmUp.Run(VerifierOptions.For(Preset.Eval));
        SortedDictionary<string, long> outcomes = new(StringComparer.Ordinal);
        PriorityQueue<(string Gold, string Answer, double Millis, long Fuel), double> slowest = new();
        List<string> thrown = [];
        long most = 0;
        for (long i = 1; i <= count; i++)
        {
            var gold = i % 3 == 0 ? Mutated(seeds[random.Next(seeds.Count)], random) : seeds[random.Next(seeds.Count)];
            var answer = Mutated(seeds[random.Next(seeds.Count)], random);
            answer = i % 2 == 0 ? $"\\boxed{{{answer}}}" : answer;
            var preset = (Preset)(i % 5);
            try
            {
                var start = Stopwatch.GetTimestamp();
                var verdict = AnswerVerifier.Verify(gold, answer, preset);
                var millis = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                var name = VerifyBatch.Name(verdict.Outcome);
                outcomes[name] = outcomes.GetValueOrDefault(name) + 1;
                most = Math.Max(most, verdict.Fuel);
                slowest.Enqueue((gold, answer, millis, verdict.Fuel), millis);
                if (slowest.Count > Shown)
                {
                    slowest.Dequeue();
                }
            }
            catch (Exception e)
            {
                thrown.Add($"{e.GetType().Name} ({preset}): gold {Quoted(gold)}, answer {Quoted(answer)}");
            }

            if (i % ProgressEvery == 0)
            {
                Streams.Count(string.Create(CultureInfo.InvariantCulture, $"verify fuzz: {i} of {count}"));
            }
        }

        Streams.Count("");
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} mutated inputs, seed {seed}: {string.Join(", ", outcomes.Select(static pair => $"{pair.Key} {pair.Value}"))}; exceptions {thrown.Count}; most fuel {most}"));
        foreach ((var gold, var answer, var millis, var fuel) in slowest.UnorderedItems.Select(static item => item.Element)
            .OrderByDescending(static item => item.Millis))
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{millis:F2} ms, {fuel} fuel: gold {Quoted(gold)}, answer {Quoted(answer)}"));
        }

        thrown.ForEach(Console.Out.WriteLine);
        return thrown.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<string> Read(string path)
    {
        foreach (var (row, place) in JsonRows.Read(path))
        {
            if (row["gold"] is not JsonValue gold || gold.GetValueKind() != JsonValueKind.String)
            {
                throw new InterveneException($"verify fuzz: {place}: the field 'gold' is missing or no text; expected one in every row.");
            }

            if (gold.GetValue<string>() is { Length: < LongestSeed } text)
            {
                yield return text;
            }
        }
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text.Length > 200 ? text[..200] : text);

    private static string Mutated(string text, Random random)
    {
        List<string> parts = [.. text.Select(static c => c.ToString())];
        for (var k = random.Next(1, 6); k > 0; k--)
        {
            var at = random.Next(parts.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < parts.Count:
                    parts.RemoveAt(at);
                    break;
                case 1 when at < parts.Count:
                    parts[at] = Pieces[random.Next(Pieces.Length)];
                    break;
                case 2 when at < parts.Count:
                    parts.InsertRange(at, parts.GetRange(at, Math.Min(parts.Count - at, random.Next(1, 8))));
                    break;
                default:
                    parts.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return string.Concat(parts);
    }
}
