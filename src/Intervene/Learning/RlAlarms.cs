using System.Globalization;
using Intervene.Metrics;

namespace Intervene.Learning;

/// <summary>Says in words what goes wrong in a run, and which knob to turn. Each alarm sounds when its condition begins, not at every step.</summary>
public sealed class RlAlarms
{
    private const int Patience = 10; // steps that the reward may stay at zero

    private readonly HashSet<string> _sounding = new(StringComparer.Ordinal);
    private double _firstEntropy;
    private double _firstLength;
    private double _usualKl;
    private double _skipped;
    private int _stepsWithoutReward;

    /// <summary>The alarms that begin at a step.</summary>
    /// <param name="metrics">The step's metrics.</param>
    public IReadOnlyList<string> Of(IReadOnlyList<Metric> metrics) => [.. ByKind(metrics).Select(alarm => alarm.Message)];

    /// <summary>The alarms that begin at a step, each with its kind.</summary>
    /// <param name="metrics">The step's metrics.</param>
    public IReadOnlyList<(string Kind, string Message)> ByKind(IReadOnlyList<Metric> metrics)
    {
        var values = metrics.ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
        double Value(string name) => values.GetValueOrDefault(name, double.NaN);
        double entropy = Value(RlMetricNames.Entropy), length = Value(RlMetricNames.Length), cut = Value(RlMetricNames.Truncated);
        double kl = Math.Abs(Value(RlMetricNames.PolicyKl)), mismatch = Value(RlMetricNames.Mismatch),
        effective = Value(RlMetricNames.EffectiveSamples);
        double drift = Value(RlMetricNames.KlLoss), usual = _usualKl, skippedBefore = _skipped;
        double right = Value(RlMetricNames.AllRight), wrong = Value(RlMetricNames.AllWrong);
        _firstEntropy = _firstEntropy > 0 ? _firstEntropy : entropy;
        _firstLength = _firstLength > 0 ? _firstLength : length;
        _stepsWithoutReward = Value(RlMetricNames.BestScore) <= 0 ? _stepsWithoutReward + 1 : 0;
        _usualKl = double.IsFinite(drift) ? usual == 0 ? drift : (0.9 * usual) + (0.1 * drift) : usual;
        _skipped = values.GetValueOrDefault(RlMetricNames.Skipped);
        return
        [
            .. Sound("mismatch", mismatch > 1e-3,
                $"Trainer and sampler disagree on the sampled tokens (k3 {mismatch:G3}, largest |Δ log π| {Value(RlMetricNames.LargestMismatch):G3}): the gradient is off-policy. Check that both have the same weights, dtype and sampling.temperature."),
            .. Sound("effective", effective < 0.5,
                $"Importance weights between trainer and sampler leave {effective:P0} of the tokens effective. Check the sampler's weights and dtype; rl.importance_cap bounds single weights."),
            .. Sound("entropy", entropy < 0.1 * _firstEntropy,
                $"The entropy fell to {entropy:G3} nats from {_firstEntropy:G3}: the policy stops exploring. Raise rl.entropy_coefficient or rl.policy_loss.clip_high, or lower optimizer.learning_rate."),
            .. Sound("length", length < 0.3 * _firstLength,
                $"Completions shrank to {length:F0} tokens from {_firstLength:F0}. Look at the rollouts; a KL term (rl.kl) or a lower learning rate holds the policy."),
            .. Sound(
                "cut", cut > 0.5, $"{cut:P0} of the completions end at the token limit. Raise sampling.max_tokens, or choose another rl.truncated."),
            .. Sound("zero", _stepsWithoutReward >= Patience,
                $"No completion had a reward in {_stepsWithoutReward} steps: every group is all wrong, and there is nothing to learn from. Mine easier problems, raise rl.group_size, or start from interventions."),
            .. Sound("right", right > 0.5,
                $"{right:P0} of the groups are all right: most problems are learnt, which is no fault, and teach nothing more. Fewer rl.steps would do, or harder problems."),
            .. Sound("wrong", wrong > 0.9 && wrong < 1,
                $"{wrong:P0} of the groups are all wrong: few problems teach anything. Raise rl.group_size, or mine easier problems (rl.problems.easier)."),
            .. Sound("kl", kl > 0.2,
                $"The policy moved by {kl:G3} nats within a step. Lower optimizer.learning_rate or rl.epochs_per_step, or raise rl.mini_batch_size."),
            .. Sound("drift", usual > 0 && drift > 0.01 && drift > 10 * usual,
                $"The KL loss to the reference jumped to {drift:G3} from about {usual:G3}. Lower optimizer.learning_rate or optimizer.max_grad_norm, or raise rl.kl."),
            .. Sound("skipped", _skipped > skippedBefore,
                $"An update was skipped because its loss or gradient is not finite ({_skipped:F0} so far). Lower optimizer.learning_rate or optimizer.max_grad_norm; after {UpdateGuard.MostInARow} in a row the run stops."),
        ];
    }

    private IEnumerable<(string Kind, string Message)> Sound(string kind, bool on, FormattableString message)
    {
        if (!on)
        {
            _sounding.Remove(kind);
            return [];
        }

        return _sounding.Add(kind) ? [(kind, message.ToString(CultureInfo.InvariantCulture))] : [];
    }
}
