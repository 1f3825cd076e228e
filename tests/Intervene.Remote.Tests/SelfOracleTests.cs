using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Intervene.Completions;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Remote.Oracles;
using Intervene.Text;

namespace Intervene.Remote.Tests;

/// <summary>The policy as its own oracle, over a completer that writes what a script says.</summary>
public sealed class SelfOracleTests
{
    private const string Template = "{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}{% endfor %}<assistant>";

    [Fact]
    public async Task It_solves_once_a_problem_and_checks_every_attempt_and_replies_differ_by_their_sample()
    {
        var completer = new ScriptedCompleter(Tokenizer.Load(Model), prompt => prompt.Contains("<attempt-", StringComparison.Ordinal) ? Acts.Block
            : "3 + 4 = 7.");
        using var oracle = Oracle(completer, new SelfOracleOptions { Replies = 2 }, contextLength: 100_000);
        foreach (var last in new[] { "16", "15" })
        {
            var reply = await oracle.ProposeAsync(Clients.Question with { Steps = ["First add.", $"Doubled that is {last}."] },
                TestContext.Current.CancellationToken);
            Assert.Equal([new ProposedStep("So 3 + 4 = 7.", 2), new ProposedStep("So 3 + 4 = 7.", 2)], reply.Proposals);
            Assert.Equal(64, reply.PromptHash!.Length);
        }

        Assert.Equal(5, completer.Requests.Count);
        Assert.Equal([0, 0, 0, 1, 1], completer.Requests.Select(request => request.FirstSample).Order());
        Assert.Equal(3, completer.Requests.Select(request => request.Key).Distinct().Count());
    }

    [Fact]
    public async Task A_prompt_beyond_the_context_is_too_long_and_a_cut_reply_is_truncated()
    {
        var completer = new ScriptedCompleter(Tokenizer.Load(Model), _ => "half") { Finish = FinishReason.Length };
        using var small = Oracle(completer, new SelfOracleOptions(), contextLength: 50);
        Assert.Equal(RefusalReason.TooLong, (await small.ProposeAsync(Clients.Question, TestContext.Current.CancellationToken)).Refusal);
        using var large = Oracle(completer, new SelfOracleOptions(), contextLength: 100_000);
        Assert.Equal(RefusalReason.Truncated, (await large.ProposeAsync(Clients.Question, TestContext.Current.CancellationToken)).Refusal);
    }

    [Fact]
    public void Without_a_policy_or_with_half_a_server_there_is_no_oracle()
    {
        Assert.Contains("endpoint and model", Assert.Throws<InterveneException>(() => ModelOracles.Of(new SelfOracleOptions(), null, null)).Message,
            StringComparison.Ordinal);
        Assert.Throws<InterveneException>(() => ModelOracles.Of(new SelfOracleOptions { Endpoint = "http://h" }, null, null));
    }

    private static string Model
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Intervene.slnx")))
            {
                folder = folder.Parent!;
            }

            return Path.Combine(folder.FullName, "models", "chains");
        }
    }

    private static ModelOracle Oracle(ScriptedCompleter completer, SelfOracleOptions options, int contextLength) =>
        ModelOracles.Of(options, null, () =>
            new OraclePolicy(completer, completer.Tokenizer, ChatTemplate.Parse(Template, "t"), contextLength, 1));

    /// <summary>Writes what a script says to a prompt.</summary>
    private sealed class ScriptedCompleter(Tokenizer tokenizer, Func<string, string> script) : ICompleter
    {
        public Tokenizer Tokenizer => tokenizer;

        public ConcurrentQueue<CompletionRequest> Requests { get; } = new();

        public FinishReason Finish { get; init; } = FinishReason.Stop;

        public string WeightVersion => "w";

        public async IAsyncEnumerable<SampledCompletion> CompleteAsync(IReadOnlyList<CompletionRequest> requests,
            [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.Yield();
            foreach (var (i, request) in requests.Index())
            {
                Requests.Enqueue(request);
                var ids = tokenizer.Encode(script(tokenizer.Decode(request.PromptIds)));
                yield return new(i,
                    new Completion { Sample = request.FirstSample, TokenIds = ids, SamplerLogProbs = new float[ids.Length], FinishReason = Finish });
            }
        }
    }
}
