using System.Globalization;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Rewards;
using Intervene.Rollouts;
using Intervene.Text;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// Says when attempts count as failed for another reason than a wrong answer: then mining finds what the prompt or the verifier misses, not what is
/// hard.
/// </summary>
internal static class MiningAlarms
{
    private const double Most = 0.3; // of all attempts
    private const int Shown = 160; // characters of the example

    /// <summary>The alarms of the graded samples, each with its share, an example and the knob to turn.</summary>
    /// <param name="path">The artifact of samples.</param>
    /// <param name="tokenizer">Decodes the example.</param>
    /// <param name="prompts">How questions were asked.</param>
    public static IReadOnlyList<string> Of(string path, Tokenizer tokenizer, PromptFormat prompts)
    {
        var asked = prompts.Kind == Options.PromptKind.Chat ? "prompt.user_template" : "prompt.template";
        (string Name, Func<GradedSample, bool> Is, string Knob)[] kinds =
        [
            ("give no answer that the verifier finds", sample => sample.Verdict == Verdicts.NoAnswer && sample.FinishReason == FinishReason.Stop,
                $"If the model does answer, ask for the answer in \\boxed{{}} in {asked}"),
            ("give an answer that the verifier cannot read, or have such a gold", sample => sample.Verdict == Verdicts.Unparsable,
                $"Look at the golds, or say in {asked} in what form to answer"),
            ("were cut at a limit", sample => sample.FinishReason != FinishReason.Stop,
                "Raise mine.sampling.max_tokens, or name the text that ends an answer in mine.sampling.stop"),
        ];
        var counts = new long[kinds.Length];
        var examples = new GradedSample?[kinds.Length];
        long all = 0;
        foreach (var sample in JsonLines.Read<GradedSample>(path))
        {
            all++;
            for (var i = 0; i < kinds.Length; i++)
            {
                if (kinds[i].Is(sample))
                {
                    counts[i]++;
                    examples[i] ??= sample;
                }
            }
        }

        return [.. Enumerable.Range(0, kinds.Length).Where(i => counts[i] > Most * all).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"alarm: {counts[i]} of {all} attempts ({100.0 * counts[i] / all:F0} %) {kinds[i].Name}, and count as failed. {kinds[i].Knob}. Example, {examples[i]!.ProblemId} sample {examples[i]!.Sample}: {End(tokenizer.Decode(examples[i]!.TokenIds))}"))];
    }

    private static string End(string text)
    {
        var line = text.ReplaceLineEndings("↵");
        return line.Length <= Shown ? $"\"{line}\"" : $"\"…{line[^Shown..]}\"";
    }
}
