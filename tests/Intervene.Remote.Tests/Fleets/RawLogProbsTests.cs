using Intervene.Remote.Fleets;

namespace Intervene.Remote.Tests.Fleets;

public class RawLogProbsTests
{
    [Theory]
    [InlineData(0.3, 1.0)]
    [InlineData(0.7, 1.0)]
    [InlineData(0.7, 0.05)]
    [InlineData(0.95, 3.0)]
    public void The_error_that_is_told_holds(double temperature, double spread)
    {
        const int Vocabulary = 5000;
        var logits = Enumerable.Range(0, Vocabulary).Select(i => spread * Math.Sin(i * 12.9898) * 5).ToArray();
        double[] raw = LogSoftmax(logits), tempered = LogSoftmax([.. logits.Select(logit => logit / temperature)]);
        var top = Enumerable.Range(0, Vocabulary).OrderByDescending(i => raw[i]).Take(20).ToArray();
        foreach (var token in new[] { top[0], top[7], Enumerable.Range(0, Vocabulary).First(i => !top.Contains(i)) })
        {
            float[] known = [.. top.Where(i => i != token).Append(token).Select(i => (float)raw[i])];
            var (logProb, error) = RawLogProbs.Tempered((float)raw[token], known, temperature, Vocabulary);
            Assert.InRange(Math.Abs(logProb - tempered[token]), 0, error + 1e-4);
        }
    }

    [Fact]
    public void Where_the_known_tokens_have_all_of_the_mass_it_is_exact()
    {
        double[] logits = [2, 1, 0, -1];
        double[] raw = LogSoftmax(logits), tempered = LogSoftmax([.. logits.Select(logit => logit / 0.5)]);
        var (logProb, error) = RawLogProbs.Tempered((float)raw[1], [.. raw.Select(value => (float)value)], 0.5, 4);
        Assert.Equal(tempered[1], logProb, 1e-5);
        Assert.InRange(error, 0, 1e-4);
    }

    private static double[] LogSoftmax(double[] logits)
    {
        var most = logits.Max();
        var sum = most + Math.Log(logits.Sum(logit => Math.Exp(logit - most)));
        return [.. logits.Select(logit => logit - sum)];
    }
}
