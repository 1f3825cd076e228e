namespace Intervene.Pipeline.Regrading;

/// <summary>The samples of one series of an artifact, graded again and counted.</summary>
/// <param name="artifact">The file, below the run directory.</param>
/// <param name="series">The policy, or the arm of a guided rollout.</param>
public sealed class RegradedSeries(string artifact, string series)
{
    private readonly HashSet<string> _before = new(StringComparer.Ordinal);
    private readonly HashSet<string> _after = new(StringComparer.Ordinal);

    /// <summary>The file, below the run directory.</summary>
    public string Artifact => artifact;

    /// <summary>The policy, or the arm of a guided rollout.</summary>
    public string Series => series;

    /// <summary>Samples.</summary>
    public long Samples { get; private set; }

    /// <summary>Samples whose verdict or reward is another.</summary>
    public long Changed { get; private set; }

    /// <summary>Samples that earn a reward now and did not.</summary>
    public long Gained { get; private set; }

    /// <summary>Samples that earned a reward and do not now.</summary>
    public long Lost { get; private set; }

    /// <summary>Problems with a right sample as recorded.</summary>
    public int SolvedBefore => _before.Count;

    /// <summary>Problems with a right sample now.</summary>
    public int SolvedAfter => _after.Count;

    internal void Add(RecordedSample sample, double? reward, bool changed)
    {
        Samples++;
        Changed += changed ? 1 : 0;
        Gained += !(sample.Reward > 0) && reward > 0 ? 1 : 0;
        Lost += sample.Reward > 0 && !(reward > 0) ? 1 : 0;
        Note(_before, sample.Reward);
        Note(_after, reward);

        void Note(HashSet<string> solved, double? earned)
        {
            if (earned > 0)
            {
                solved.Add(sample.ProblemId);
            }
        }
    }
}
