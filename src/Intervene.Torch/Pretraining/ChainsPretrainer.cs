using Intervene.Learning;
using Intervene.Models;
using Intervene.Options;
using Intervene.Problems.Chains;
using Intervene.Torch.Models;
using Intervene.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Pretraining;

/// <summary>
/// Trains the embedded base model on the Chains corpus: next-token cross-entropy on the traces, questions masked, every document seen once.
/// </summary>
public static class ChainsPretrainer
{
    private const int Ignored = -100;

    /// <summary>Trains a model from random weights.</summary>
    /// <param name="options">Shape, corpus and optimiser.</param>
    /// <param name="config">The model's shape, as the options and the tokenizer give it.</param>
    /// <param name="encode">Text to token ids.</param>
    /// <param name="stopId">The token that ends a trace.</param>
    /// <param name="onUpdate">Called after every update.</param>
    /// <param name="cancellation">Ends the training between two updates.</param>
    public static CausalLanguageModel Run(
        PretrainOptions options, ModelConfig config, Func<string, int[]> encode,
        int stopId, Action<PretrainUpdate> onUpdate, CancellationToken cancellation)
    {
        var model = RandomModel.Create(config, options.Seed);
        var corpus = new ChainsCorpus(options.Seed, options.Mixture);
        using var optimizer = new AdamW(model.Parameters, options.Optimizer);
        for (var update = 0; update < options.Updates; update++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (packed, targets) = Batch(corpus, update, options.BatchSize, encode, stopId);
            using (packed)
            {
                var loss = nn.functional.cross_entropy(model.Logits(packed), tensor(targets, device: model.Head.device), ignore_index: Ignored);
                loss.backward();
                var rate = LearningRates.At(options.Optimizer, update, options.Updates);
                var norm = optimizer.Update(rate);
                onUpdate(new PretrainUpdate(update + 1, loss.ToDouble(), norm, rate, packed.Tokens));
            }
        }

        return model;
    }

    private static (PackedSequences Packed, long[] Targets) Batch(ChainsCorpus corpus, int update, int size, Func<string, int[]> encode, int stopId)
    {
        var sequences = new List<ReadOnlyMemory<int>>();
        var targets = new List<long>();
        for (var i = 0; i < size; i++)
        {
            var (question, trace) = corpus.Document((update * size) + i);
            var prompt = encode(question + ChainSteps.Separator);
            int[] ids = [.. prompt, .. encode(trace), stopId];
            sequences.Add(ids.AsMemory(0, ids.Length - 1));
            for (var at = 1; at < ids.Length; at++)
            {
                targets.Add(at < prompt.Length ? Ignored : ids[at]);
            }
        }

        return (PackedSequences.Pack(sequences), [.. targets]);
    }
}
