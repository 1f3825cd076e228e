using Intervene.Learning;

namespace Intervene.Tests.Learning;

public class TuningTrialTests
{
    [Fact]
    public void The_greatest_score_wins_and_of_equals_the_gentlest()
    {
        TuningTrial[] trials = [Trial(1e-3, 8, 0.5, 0.5), Trial(3e-4, 8, 0.2, 0.8), Trial(3e-4, 4, 0.6, 0.4), Trial(1e-4, 16, 0.9, 0)];
        Assert.Equal((3e-4, 4), (TuningTrial.Best(trials).LearningRate, TuningTrial.Best(trials).Length));
        Assert.Equal(0.7, (Trial(1, 1, 0.7, 0) with { Easy = null }).Score);
    }

    private static TuningTrial Trial(double rate, int length, double validation, double easy) => new()
    {
        Stage = "sft",
        LearningRate = rate,
        Length = length,
        Validation = validation,
        Easy = easy,
        SampledTokens = 0,
        TrainedTokens = 0,
    };
}
