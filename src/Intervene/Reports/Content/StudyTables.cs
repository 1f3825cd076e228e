using System.Globalization;

namespace Intervene.Reports.Content;

/// <summary>The tables of a study: what every arm got, and how its learning rates and epochs were found.</summary>
public static class StudyTables
{
    /// <summary>Both tables.</summary>
    /// <param name="data">The run.</param>
    public static IReadOnlyList<ReportTable> All(ReportData data) => [Arms(data), Tuning(data), Options(data)];

    /// <summary>What every arm got.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Arms(ReportData data) => new()
    {
        Name = "arms",
        Title = "What every arm got",
        Explanation = "Every arm trains on the same hard problems for the same number of reinforcement steps. Tokens trained count prompts and "
            + "responses, in all passes; tokens sampled count "
            + "those that were thrown away too. Preparing is what was sampled to make the arm's examples, tuning what the search for its learning "
            + "rates and epochs sampled and trained on.",
        Columns =
        [
            "Arm", "SFT learning rate", "SFT epochs", "RL learning rate", "Examples", "Cloned tokens", "SFT tokens trained", "RL problems",
            "of them easier", "RL tokens sampled", "RL tokens trained", "Preparing tokens", "Tuning tokens",
        ],
        Rows =
        [
            .. data.ArmCosts.Select(cost => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(cost.Arm), Rate(cost.SftLearningRate), new ReportCell.Count(cost.SftEpochs), Rate(cost.RlLearningRate),
                new ReportCell.Count(cost.Examples), new ReportCell.Count(cost.ClonedTokens), new ReportCell.Count(cost.SftTokens),
                new ReportCell.Count(cost.Problems), new ReportCell.Count(cost.Easier), new ReportCell.Count(cost.RlSampledTokens),
                new ReportCell.Count(cost.RlTokens), new ReportCell.Count(cost.PreparingTokens), new ReportCell.Count(cost.TuningTokens),
            ]),
        ],
    };

    /// <summary>Every trial of the search.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Tuning(ReportData data) => new()
    {
        Name = "tuning",
        Title = "How learning rates and epochs were found",
        Explanation = "Every arm was searched over the same grid. A trial trains without the training problems that were set aside and is "
            + "measured on those and on easy problems that no other "
            + "table measures; the score is the mean of the two, and no held-out problem takes part. Reinforcement learning is tried from the "
            + "best fine-tuned model of the search.",
        Columns = ["Arm", "Stage", "Learning rate", "Epochs or steps", "Set aside pass@1", "Easy pass@1", "Score", "Chosen"],
        Rows =
        [
            .. data.Tuning.Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(row.Arm), new ReportCell.Words(row.Stage), Rate(row.LearningRate), new ReportCell.Count(row.Length),
                new ReportCell.Share(Estimate.Of(row.Validation)), new ReportCell.Share(Estimate.Of(row.Easy)),
                    new ReportCell.Share(Estimate.Of(row.Score)),
                new ReportCell.Words(row.Chosen ? "yes" : ""),
            ]),
        ],
    };

    /// <summary>The options of every arm, those in which arms differ first.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Options(ReportData data)
    {
        var values = data.ArmOptions.Select(arm => arm.Options.ToDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal))
            .ToArray();
        var paths = values.SelectMany(options => options.Keys).Distinct(StringComparer.Ordinal)
            .OrderBy(path => values.Select(options => options.GetValueOrDefault(path)).Distinct().Count() > 1 ? 0 : 1)
            .ThenBy(path => path, StringComparer.Ordinal);
        return new ReportTable
        {
            Name = "arm-options",
            Title = "The options of every arm",
            Explanation = "What every arm trained with, what a search found included. Options in which arms differ come first; a dash stands where "
                + "an arm has no such option.",
            Columns = ["Option", .. data.ArmOptions.Select(arm => arm.Arm)],
            Rows =
            [
                .. paths.Select(path => (IReadOnlyList<ReportCell>)
                    [new ReportCell.Words(path),
                        .. values.Select(options => new ReportCell.Words(options.GetValueOrDefault(path, ReportFormat.Missing)))]),
            ],
        };
    }

    private static ReportCell Rate(double value) =>
        new ReportCell.Words(double.IsNaN(value) ? "" : value.ToString("G3", CultureInfo.InvariantCulture));
}
