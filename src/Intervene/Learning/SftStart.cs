using System.Globalization;
using Intervene.Examples;
using Intervene.Options;

namespace Intervene.Learning;

/// <summary>What a run of supervised fine-tuning starts with.</summary>
public sealed record SftStart
{
    /// <summary>Examples there are.</summary>
    public required int Available { get; init; }

    /// <summary>Examples that are trained on.</summary>
    public required int Used { get; init; }

    /// <summary>
    /// Examples dropped because prompt and target are longer than <see cref="SftOptions.MaxLength"/> or the model's context; none is ever cut.
    /// </summary>
    public required int TooLong { get; init; }

    /// <summary>What the dropped examples are longer than, in words.</summary>
    public required string Bound { get; init; }

    /// <summary>Tokens of the longest example dropped; 0 where none is.</summary>
    public required int Longest { get; init; }

    /// <summary>Examples among those used without a token that has a loss.</summary>
    public required int Unsupervised { get; init; }

    /// <summary>Prompt and target tokens of the examples trained on.</summary>
    public required long Tokens { get; init; }

    /// <summary>Their tokens with a loss.</summary>
    public required long SupervisedTokens { get; init; }

    /// <summary>Optimiser updates in all.</summary>
    public required int Updates { get; init; }

    /// <summary>Counts what a run would train on.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="options">Limit, batch, epochs.</param>
    /// <param name="vocabulary">Token ids are 0 … this − 1.</param>
    /// <param name="context">Positions that the model has.</param>
    /// <exception cref="InterveneException">An example has no prompt, a loss that begins outside its target, or a token that the model does not
    /// have.</exception>
    public static SftStart Of(
        IReadOnlyList<TrainingExample> examples, SftOptions options, int vocabulary = int.MaxValue, int context = int.MaxValue)
    {
        foreach (var example in examples)
        {
            Require(example, vocabulary);
        }

        var used = Usable(examples, options, context);
        int[] dropped = [.. examples.Select(Length).Where(length => length > Math.Min(options.MaxLength, context))];
        return new SftStart
        {
            Available = examples.Count,
            Used = used.Length,
            TooLong = dropped.Length,
            Bound = options.MaxLength <= context ? "sft.max_length" : Text($"the model's context of {context}"),
            Longest = dropped.DefaultIfEmpty(0).Max(),
            Unsupervised = used.Count(example => example.LossStart == example.TargetIds.Length),
            Tokens = used.Sum(example => (long)Length(example)),
            SupervisedTokens = used.Sum(example => (long)example.TargetIds.Length - example.LossStart),
            Updates = UpdatesOf(used.Length, options),
        };
    }

    /// <summary>One line: rows available, used, dropped and why, the share of supervised tokens.</summary>
    public override string ToString()
    {
        var dropped = TooLong == 0 ? "none dropped" : Text($"{TooLong} dropped as longer than {Bound} (the longest has {Longest} tokens)");
        var idle = Unsupervised == 0 ? "" : Text($", {Unsupervised} without a supervised token");
        return Text(
            $"{Available} examples, {Used} used{idle}, {dropped}; {SupervisedTokens} of {Tokens} tokens supervised ({(double)SupervisedTokens / Math.Max(1, Tokens):P0}); {Updates} updates");
    }

    /// <summary>The examples that fit, in their order: longer ones are dropped, never cut.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="options">The limit.</param>
    /// <param name="context">Positions that the model has.</param>
    public static TrainingExample[] Usable(IReadOnlyList<TrainingExample> examples, SftOptions options, int context = int.MaxValue) =>
        [.. examples.Where(example => Length(example) <= Math.Min(options.MaxLength, context))];

    /// <summary>Optimiser updates in all.</summary>
    /// <param name="examples">Examples that are trained on.</param>
    /// <param name="options">Batch and epochs.</param>
    /// <exception cref="InterveneException">They are more than can be counted.</exception>
    public static int UpdatesOf(int examples, SftOptions options)
    {
        var updates = ((long)examples + options.BatchSize - 1) / options.BatchSize * options.Epochs;
        return updates <= int.MaxValue ? (int)updates
            : throw new InterveneException(Text(
                $"sft: {options.Epochs} epochs of {examples} examples in batches of {options.BatchSize} are {updates} updates; expected at most {int.MaxValue}. Lower sft.epochs."));
    }

    /// <summary>Refuses an example that cannot be trained on.</summary>
    /// <param name="row">The example.</param>
    /// <param name="vocabulary">Token ids are 0 … this − 1.</param>
    /// <exception cref="InterveneException">It has no prompt, a loss that begins outside its target, or a token that the model does not
    /// have.</exception>
    public static void Require(TrainingExample row, int vocabulary)
    {
        if (row.PromptIds.Length == 0 || row.LossStart < 0 || row.LossStart > row.TargetIds.Length)
        {
            throw new InterveneException(
                $"sft: the example of problem {row.ProblemId} has {row.PromptIds.Length} prompt tokens, {row.TargetIds.Length} target tokens and loss_start {row.LossStart}; expected a prompt, and a loss_start within the target.");
        }

        if (row.PromptIds.Concat(row.TargetIds).Where(id => id < 0 || id >= vocabulary).Cast<int?>().FirstOrDefault() is { } foreign)
        {
            throw new InterveneException(
                $"sft: the example of problem {row.ProblemId} has the token {foreign}; expected 0 … {vocabulary - 1}. It was made with another tokenizer: run 'intervene filter' with this model in a new directory.");
        }
    }

    private static int Length(TrainingExample example) => example.PromptIds.Length + example.TargetIds.Length;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
