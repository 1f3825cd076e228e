using System.Globalization;
using Intervene.Completions;
using Intervene.Learning;
using Intervene.Pipeline.Engines;
using Intervene.Text;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Engine;
using Intervene.Torch.Models;
using Intervene.Torch.Reinforcement;
using Intervene.Torch.Supervised;
using Intervene.Torch.Training;

namespace Intervene.Torch;

/// <summary>A model in memory, sampled and trained by libtorch.</summary>
/// <param name="model">The model; disposed with this.</param>
/// <param name="directory">Where it came from: its tokenizer gives the bytes of tokens.</param>
public sealed class TorchPolicy(CausalLanguageModel model, string directory) : IPolicy
{
    private readonly Lazy<Tokenizer> _tokenizer = new(() => Tokenizer.Load(directory));
    private LocalEngine? _sampler;

    /// <inheritdoc/>
    public ICompleter Completer(string version)
    {
        if (_sampler is null)
        {
            _sampler = new LocalEngine(model, version, new LocalEngineOptions
            {
                MaxRows = PassSize.Rows(model.ParameterCount),
                TokenBytes = id => _tokenizer.Value.TokenBytes(id).ToArray(),
            });
        }
        else if (_sampler.WeightVersion != version)
        {
            _sampler.Update(version);
        }

        return _sampler;
    }

    /// <inheritdoc/>
    public float[] LogProbs(int[] prompt, int[] target, double temperature) => SequenceScorer.Score(model, prompt, target, temperature).LogProbs;

    /// <inheritdoc/>
    public SftResult FineTune(FineTuning training, CancellationToken cancellation)
    {
        var options = training.Options;
        _sampler?.Dispose(); // its copy of the weights would only take memory
        _sampler = null;
        var tokens = PassSize.Largest(
            SftStart.Usable(training.Examples, options, model.Config.ContextLength)
                .Select(example => example.PromptIds.Length + example.TargetIds.Length),
            options.BatchSize, MicroBatches.Limit(model, options.MicroBatchTokens));
        training.Started(
            TrainerMemory.Of(model.Config, tokens, options.Compute, options.RecomputeActivations).ToString(),
            TrainingState.LastStep(training.Directory));
        return SftTrainer.Run(model, training, cancellation);
    }

    /// <inheritdoc/>
    public RlResult Reinforce(RlTraining training, CancellationToken cancellation)
    {
        var options = training.Options;
        var tokens = PassSize.Largest(
            training.Problems.SelectMany(problem => Enumerable.Repeat(problem.PromptIds.Length + options.Sampling.MaxTokens, options.GroupSize)),
            options.MiniBatchSize * options.GroupSize, MicroBatches.Limit(model, options.MicroBatchTokens));
        var memory = TrainerMemory.Of(
            model.Config, tokens, options.Compute, options.RecomputeActivations, reference: options.Kl is not null,
            sampler: training.SamplerAt is null);
        training.Started(
            string.Create(CultureInfo.InvariantCulture, $"{memory}; {memory.Idle / 1e9:F2} GB until a group has an advantage"),
            TrainingState.LastStep(training.Directory));
        return RlTrainer.Run(model, SamplerAt(training), training, cancellation);
    }

    private Func<string, ICompleter> SamplerAt(RlTraining training) =>
        training.SamplerAt is { } published ? version => published(version, target => Save(target, training.Source ?? directory)) : Completer;

    /// <inheritdoc/>
    public void Save(string target, string source) => ModelDirectory.Save(model, target, source);

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        _sampler?.Dispose();
        model.Dispose();
    }
}
