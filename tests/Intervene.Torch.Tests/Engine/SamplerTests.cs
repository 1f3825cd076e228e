using Intervene.Completions;
using Intervene.Options;
using Intervene.Torch.Engine;

namespace Intervene.Torch.Tests.Engine;

public unsafe class SamplerTests
{
    private const int Vocabulary = 41;
    private const int Draws = 40_000;

    public static TheoryData<double, int, double, double> Settings() => new()
    {
        { 1, 0, 1, 0 },
        { 0.6, 0, 1, 0 },
        { 1.7, 0, 1, 0 },
        { 1, 6, 1, 0 },
        { 1, 0, 0.8, 0 },
        { 1, 0, 1, 0.1 },
        { 0.7, 20, 0.95, 0.02 },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Draws_have_the_frequencies_of_the_warped_distribution(double temperature, int topK, double topP, double minP)
    {
        var options = new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP, MinP = minP, MaxTokens = 1 };
        var logits = Logits(scale: 1.5);
        var probabilities = new double[Vocabulary];
        Warpers.Probabilities(logits, options, probabilities);
        var counts = new int[Vocabulary];
        var key = RandomKey.Of(3, "chi-square", options.ToString());
        var scratch = new float[Vocabulary];
        fixed (float* x = logits, work = scratch)
        {
            for (var i = 0; i < Draws; i++)
            {
                counts[Sampler.Draw(x, Vocabulary, options, key.Uniform(i / 100, i % 100), work).Token]++;
            }
        }

        Assert.All(counts.Zip(probabilities), pair => Assert.True(pair.Second > 0 || pair.First == 0));
        Assert.InRange(ChiSquare.Score(counts, probabilities), double.NegativeInfinity, 4.5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(0)]
    public void Log_probs_are_those_of_the_logits_divided_by_the_temperature(double temperature)
    {
        var logits = Logits(scale: 3);
        var divided = logits.Select(x => x / (temperature == 0 ? 1 : temperature)).ToArray();
        var normaliser = Math.Log(divided.Sum(Math.Exp));
        var scratch = new float[Vocabulary];
        var options = new SamplingOptions { Temperature = temperature, TopK = 9, TopP = 0.9, MaxTokens = 1 };
        fixed (float* x = logits, work = scratch)
        {
            for (var i = 0; i < 50; i++)
            {
                var (token, logProb) = Sampler.Draw(x, Vocabulary, options, i / 50.0, work);
                Assert.Equal(divided[token] - normaliser, logProb, 1e-5);
            }
        }
    }

    [Fact]
    public void Extreme_logits_and_uniforms_give_a_token_that_can_be()
    {
        float[] logits = [float.MinValue, 900, -900, 899, float.MinValue];
        var scratch = new float[logits.Length];
        fixed (float* x = logits, work = scratch)
        {
            foreach (var uniform in new[] { 0, 1e-300, 0.5, 1 - (1.0 / (1UL << 53)) })
            {
                foreach (var options in new[] { new SamplingOptions { MaxTokens = 1 }, new SamplingOptions { MaxTokens = 1, TopK = 3, TopP = 0.99 } })
                {
                    var (token, logProb) = Sampler.Draw(x, logits.Length, options, uniform, work);
                    Assert.Contains(token, new[] { 1, 3 });
                    Assert.InRange(logProb, -2, 0);
                }
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_logit_that_is_not_finite_gives_no_token(float value)
    {
        var scratch = new float[Vocabulary];
        foreach (var at in new[] { 0, 7, 8, 39, Vocabulary - 1 })
        {
            foreach (var temperature in new[] { 0, 1 })
            {
                var logits = Logits(scale: 1);
                logits[at] = value;
                fixed (float* x = logits, work = scratch)
                {
                    Assert.Equal(
                        (-1, float.NaN), Sampler.Draw(x, Vocabulary, new SamplingOptions { MaxTokens = 1, Temperature = temperature }, 0.5, work));
                }
            }
        }
    }

    private static float[] Logits(double scale)
    {
        var key = RandomKey.Of(1, "logits", "sampler");
        return [.. Enumerable.Range(0, Vocabulary)
            .Select(i => (float)(scale * Math.Sqrt(-2 * Math.Log(1 - key.Uniform(0, i))) * Math.Cos(2 * Math.PI * key.Uniform(1, i))))];
    }
}
