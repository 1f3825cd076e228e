using Intervene.Learning;
using Intervene.Options;
using Intervene.Torch.Models;

namespace Intervene.Torch.Training;

/// <summary>What stands around a trainer's updates: the optimiser, checkpoints to go on from, and the guard against what is not finite.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly CausalLanguageModel _model;
    private readonly string _directory, _fingerprint;
    private readonly string? _source;
    private readonly KeptCheckpoints _kept;
    private readonly UpdateGuard _guard;

    /// <summary>Begins, or goes on from the last checkpoint in the folder.</summary>
    /// <param name="stage">The stage, for messages.</param>
    /// <param name="directory">The folder of the checkpoints.</param>
    /// <param name="model">What is trained, with its initial weights.</param>
    /// <param name="optimizer">The optimiser's options.</param>
    /// <param name="fingerprint">Tells the run from others (<see cref="TrainingState.Fingerprint"/>).</param>
    /// <param name="kept">Which checkpoints stay.</param>
    /// <param name="source">Where the model came from: its config, tokenizer and templates stand in every checkpoint.</param>
    /// <exception cref="InterveneException">The checkpoint is damaged or another run's.</exception>
    public TrainingSession(
        string stage, string directory, CausalLanguageModel model,
        OptimizerOptions optimizer, string fingerprint, KeptCheckpoints kept, string? source)
    {
        (_directory, _model, _fingerprint, _kept, _source) = (directory, model, fingerprint, kept, source);
        Optimizer = new AdamW(model.Parameters, optimizer);
        try
        {
            var resumed = TrainingState.Load(directory, fingerprint, model, Optimizer, kept);
            ResumedFrom = resumed?.Step ?? 0;
            Best = (resumed?.BestStep, resumed?.BestValue);
            Hints = resumed?.Hints;
            Online = resumed?.Online;
            _guard = new UpdateGuard(stage, directory) { InARow = resumed?.SkippedInARow ?? 0, Total = resumed?.Skipped ?? 0 };
        }
        catch
        {
            Optimizer.Dispose();
            throw;
        }
    }

    /// <summary>The optimiser.</summary>
    public AdamW Optimizer { get; }

    /// <summary>The update or step that the checkpoint was of; 0 where there was none.</summary>
    public int ResumedFrom { get; }

    /// <summary>The step whose checkpoint stays because its metric is the greatest, and that metric.</summary>
    public (int? Step, double? Value) Best { get; set; }

    /// <summary>Where the bisection of hints stands, by problem; null where there is none.</summary>
    public IReadOnlyDictionary<string, HintRange>? Hints { get; set; }

    /// <summary>Where asking oracles stands; null where nobody is asked.</summary>
    public OnlineState? Online { get; set; }

    /// <summary>Updates skipped so far.</summary>
    public int Skipped => _guard.Total;

    /// <summary>Judges the optimiser's last update by its gradient's norm.</summary>
    /// <param name="norm">The norm; not finite where the update was skipped.</param>
    /// <param name="update">The update's number, for the message.</param>
    /// <param name="batch">Describes the batch, a line a sequence.</param>
    /// <exception cref="InterveneException">Too many updates in a row were skipped.</exception>
    public void Judge(double norm, int update, Func<IEnumerable<string>> batch) => _guard.Judge(norm, update, batch, Optimizer.NotFinite);

    /// <summary>Writes a checkpoint, unless the step has one.</summary>
    /// <param name="step">The updates or steps done.</param>
    public void Save(int step) => TrainingState.Save(
        _directory,
        new Checkpoint
        {
            Step = step,
            SkippedInARow = _guard.InARow,
            Skipped = _guard.Total,
            Fingerprint = _fingerprint,
            BestStep = Best.Step,
            BestValue = Best.Value,
            Hints = Hints,
            Online = Online,
        },
        _model, Optimizer, _kept, _source);

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();
}
