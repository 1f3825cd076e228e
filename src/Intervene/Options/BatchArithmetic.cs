using System.Globalization;

namespace Intervene.Options;

/// <summary>The batch arithmetic that <c>--dry-run</c> prints: one unit, problems, and what it multiplies to.</summary>
public static class BatchArithmetic
{
    /// <summary>One line for an arm's fine-tuning.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="examples">Its training examples.</param>
    public static string Of(SftOptions options, int examples)
    {
        var perEpoch = (examples + options.BatchSize - 1) / options.BatchSize;
        return Text(
            $"{examples} examples / {options.BatchSize} = {perEpoch} updates an epoch; ") +
            Text($"× {options.Epochs} epochs = {(long)perEpoch * options.Epochs} updates");
    }

    /// <summary>One line for an arm's reinforcement learning.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="problems">Its training problems.</param>
    public static string Of(RlOptions options, int problems)
    {
        var samples = (long)options.BatchSize * options.GroupSize;
        var updates = (long)options.BatchSize / options.MiniBatchSize * options.EpochsPerStep;
        var passes = problems == 0 ? 0 : (double)options.Steps * options.BatchSize / problems;
        return Text(
            $"{options.BatchSize} problems × {options.GroupSize} rollouts = {samples} samples a step ") +
            Text($"(up to {samples * options.Sampling.MaxTokens} tokens); ") +
            Text($"{options.BatchSize} / {options.MiniBatchSize} × {options.EpochsPerStep} epochs = {updates} updates a step; ") +
            Text($"× {options.Steps} steps = {updates * options.Steps} updates, {passes:0.##} passes over {problems} problems")
            + Cut(options.Sampling);
    }

    /// <summary>What a filter of the sampler means for the loss, where there is one.</summary>
    private static string Cut(SamplingOptions sampling)
    {
        string[] filters =
        [
            .. sampling.TopP < 1 ? [Text($"top_p {sampling.TopP}")] : Array.Empty<string>(),
            .. sampling.TopK > 0 ? [Text($"top_k {sampling.TopK}")] : Array.Empty<string>(),
            .. sampling.MinP > 0 ? [Text($"min_p {sampling.MinP}")] : Array.Empty<string>(),
        ];
        return filters.Length == 0
            ? "" : $"; {string.Join(", ", filters)} cut what is sampled, log-probs and ratios are those of the uncut distribution";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
