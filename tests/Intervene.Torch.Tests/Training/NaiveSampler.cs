using System.Runtime.CompilerServices;
using Intervene.Completions;
using Intervene.Torch.Models;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Training;

/// <summary>A sampler without a cache: it reads the model's current weights, a token at a time. Stops at token 0.</summary>
internal sealed class NaiveSampler(CausalLanguageModel model, string version) : ICompleter
{
    public string WeightVersion => version;

    /// <summary>Added to the recorded log-probabilities, to look like another engine.</summary>
    public float Offset { get; init; }

    /// <summary>Says why each completion ended, where tests decide it; null for the truth.</summary>
    public Func<FinishReason>? Finish { get; init; }

    public async IAsyncEnumerable<SampledCompletion> CompleteAsync(
        IReadOnlyList<CompletionRequest> requests, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (number, request) in requests.Index())
        {
            foreach (var sample in Enumerable.Range(request.FirstSample, request.SampleCount))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return new SampledCompletion(number, Sample(request, sample));
            }
        }

        await Task.CompletedTask;
    }

    private Completion Sample(CompletionRequest request, int sample)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var ids = request.PromptIds.ToList();
        var logProbs = new List<float>();
        while (logProbs.Count < request.Sampling.MaxTokens)
        {
            using var inner = NewDisposeScope();
            using var packed = PackedSequences.Pack([ids.ToArray()]);
            var row = nn.functional.log_softmax(model.Logits(packed)[^1] / request.Sampling.Temperature, 0).to(float32).data<float>().ToArray();
            var u = request.Key.Uniform(sample, logProbs.Count);
            var token = 0;
            for (var mass = Math.Exp(row[0]); mass < u && token < row.Length - 1; mass += Math.Exp(row[token]))
            {
                token++;
            }

            ids.Add(token);
            logProbs.Add(row[token] + Offset);
            if (token == 0)
            {
                break;
            }
        }

        return new Completion
        {
            Sample = sample,
            TokenIds = [.. ids.Skip(request.PromptIds.Length)],
            SamplerLogProbs = [.. logProbs],
            FinishReason = Finish is not null ? Finish() : ids[^1] == 0 ? FinishReason.Stop : FinishReason.Length,
        };
    }
}
