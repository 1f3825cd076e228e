using System.Runtime.CompilerServices;
using Intervene.Completions;
using Intervene.Interventions;
using Intervene.Options;

namespace Intervene.Tests.Interventions;

public class RolloutsOracleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task It_finds_the_step_after_which_success_is_gone(int error)
    {
        var reply = await AskAsync((kept, _) => kept < error);

        Assert.Equal(error, reply.ErrorLocation);
        Assert.Empty(reply.Proposals);
        Assert.Equal(RefusalReason.Abstained, reply.Refusal);
    }

    [Fact]
    public async Task Where_the_bare_problem_is_never_solved_it_abstains()
    {
        var reply = await AskAsync((_, _) => false);

        Assert.Null(reply.ErrorLocation);
        Assert.Equal(RefusalReason.Abstained, reply.Refusal);
        Assert.Contains("0 of 4", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefix_that_failed_by_chance_is_looked_at_again()
    {
        // The first look after four steps fails; the error is step 6.
        var reply = await AskAsync((kept, sample) => kept < 6 && (kept != 4 || sample >= 4));

        Assert.Equal(6, reply.ErrorLocation);
    }

    [Fact]
    public async Task The_price_is_told_in_tokens()
    {
        var reply = await AskAsync((kept, _) => kept < 1);

        // Looks at 0, 4, 2, 1 and 1 again: prompts of 1 + kept tokens, four completions of two tokens each.
        Assert.Equal(new OracleUsage(1 + 5 + 3 + 2 + 2, 0, 5 * 4 * 2, 0, null), reply.Usage);
    }

    [Fact]
    public async Task Without_gold_or_steps_it_says_so_and_samples_nothing()
    {
        Assert.Equal(RefusalReason.Abstained,
            (await AskAsync((_, _) => throw new InvalidOperationException("sampled"), question => question with { Gold = null })).Refusal);
        Assert.Equal(RefusalReason.NoSteps,
            (await AskAsync((_, _) => throw new InvalidOperationException("sampled"), question => question with { Steps = [] })).Refusal);
    }

    [Fact]
    public async Task An_attempt_that_is_right_has_no_error() =>
        Assert.Equal(RefusalReason.CorrectAttempt,
            (await AskAsync((_, _) => throw new InvalidOperationException("sampled"),
                question => question with { KnownWrong = false, Steps = ["gold"] })).Refusal);

    [Fact]
    public async Task An_attempt_that_fills_the_context_is_too_long_and_nothing_is_sampled()
    {
        var reply = await AskAsync((_, _) => throw new InvalidOperationException("sampled"), context: 8);

        Assert.Equal(RefusalReason.TooLong, reply.Refusal);
        Assert.Contains("context of 8", reply.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task Where_the_verifier_fails_no_place_is_named_and_the_price_stands(int broken)
    {
        var reply = await AskAsync((kept, _) => kept == broken ? null : kept < 6);

        Assert.Equal((RefusalReason.ServerError, null), (reply.Refusal, reply.ErrorLocation));
        Assert.True(reply.Usage!.OutputTokens > 0);
    }

    private static async Task<OracleReply> AskAsync(
        Func<int, int, bool?> succeeds, Func<OracleQuestion, OracleQuestion>? change = null, int context = 100)
    {
        var question = new OracleQuestion
        {
            Id = "1",
            Question = "?",
            Gold = "gold",
            Steps = [.. Enumerable.Range(1, 8).Select(step => $"step {step}")],
        };
        var sampler = new PrefixSampler(
            new ScriptedCompleter(), context, (_, kept) => new int[1 + kept],
            (_, kept, completion, _) => ValueTask.FromResult(succeeds(kept, completion.Sample)), new SamplingOptions { MaxTokens = 2 }, seed: 1);
        return await new RolloutsOracle(sampler, (gold, text) => text.Contains(gold, StringComparison.Ordinal), samples: 4).ProposeAsync(
            change?.Invoke(question) ?? question, CancellationToken.None);
    }

    private sealed class ScriptedCompleter : ICompleter
    {
        public string WeightVersion => "scripted";

        public async IAsyncEnumerable<SampledCompletion> CompleteAsync(
            IReadOnlyList<CompletionRequest> requests, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.Yield();
            foreach (var (index, request) in requests.Index())
            {
                for (var i = 0; i < request.SampleCount; i++)
                {
                    yield return new SampledCompletion(
                        index, new Completion
                        { Sample = request.FirstSample + i, TokenIds = [1, 2], SamplerLogProbs = [0, 0], FinishReason = FinishReason.Stop });
                }
            }
        }
    }
}
