using System.Diagnostics;
using System.Globalization;
using System.Text;
using Intervene.Text;

namespace Intervene.Benchmarks;

/// <summary>Megabytes of text that a core tokenizes in a second, documents of their own one after the other, and what decoding gives back.</summary>
public static class TokenizerBenchmarks
{
    private const int Repeats = 5;

    /// <summary>Runs over a text file, a line a document, with each model directory that follows.</summary>
    public static void Run(string[] args)
    {
        if (args.Length < 2)
        {
            Console.WriteLine("tokenizer: give a text file and model directories");
            return;
        }

        var documents = File.ReadAllLines(args[0]);
        var megabytes = documents.Sum(Encoding.UTF8.GetByteCount) / 1e6;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{documents.Length} documents, {megabytes:F2} MB, one thread, median of {Repeats}"));
        Console.WriteLine("| tokenizer | encode MB/s | decode MB/s | tokens |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var model in args[1..])
        {
            var tokenizer = Tokenizer.Load(model);
            var ids = documents.Select(tokenizer.Encode).ToArray();
            var encode = Median(() => documents.Sum(document => tokenizer.Encode(document).Length));
            var decode = Median(() => ids.Sum(tokens => tokenizer.Decode(tokens).Length));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Path.GetFileName(Path.TrimEndingDirectorySeparator(model))} | {megabytes / encode:F1} | {megabytes / decode:F1} | {ids.Sum(tokens => tokens.Length)} |"));
        }
    }

    private static double Median(Func<int> work)
    {
        var seconds = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            var watch = Stopwatch.StartNew();
            work();
            seconds[i] = watch.Elapsed.TotalSeconds;
        }

        Array.Sort(seconds);
        return seconds[Repeats / 2];
    }
}
