using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>
/// One search for every arm's learning rates and epochs: on training problems set aside and easy problems that no table measures, never on the test.
/// </summary>
public sealed record TuneOptions
{
    /// <summary>Training problems set aside while searching, the same for every arm; half of them at most.</summary>
    [Range(1, 1_000_000)]
    public int ValidationProblems { get; init; } = 16;

    /// <summary>Easy problems beside those of the easy split, at most.</summary>
    [Range(0, 1_000_000)]
    public int EasyProblems { get; init; } = 16;

    /// <summary>Samples a problem.</summary>
    [Range(1, 100_000)]
    public int Samples { get; init; } = 8;

    /// <summary>Peak learning rates of fine-tuning, each tried with every number of epochs.</summary>
    public IReadOnlyList<double> SftLearningRates { get; init; } = [1e-4, 3e-4, 1e-3];

    /// <summary>Epochs of fine-tuning.</summary>
    public IReadOnlyList<int> SftEpochs { get; init; } = [2, 4, 8];

    /// <summary>Learning rates of reinforcement learning, tried from the best fine-tuned model; empty keeps the arm's own.</summary>
    public IReadOnlyList<double> RlLearningRates { get; init; } = [3e-5, 1e-4];

    /// <summary>Steps of reinforcement learning a trial.</summary>
    [Range(1, 1_000_000)]
    public int RlSteps { get; init; } = 20;

    /// <summary>There is something to try.</summary>
    public IEnumerable<string> Validate()
    {
        if (SftLearningRates.Count == 0 || SftEpochs.Count == 0)
        {
            yield return "sft_learning_rates and sft_epochs name the grid: expected one or more of each.";
        }

        if (SftLearningRates.Concat(RlLearningRates).Any(rate => rate is <= 0 or > 1))
        {
            yield return "a learning rate is not between 0 and 1.";
        }

        if (SftEpochs.Any(epochs => epochs < 1))
        {
            yield return "sft_epochs has a number below 1.";
        }
    }
}
