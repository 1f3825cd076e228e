namespace Intervene.Learning;

/// <summary>What asking oracles came to in a step.</summary>
/// <param name="Stuck">Problems whose groups have been without reward for as many visits as are asked about.</param>
/// <param name="Records">The calls after the step.</param>
/// <param name="Pool">Interventions accepted so far.</param>
/// <param name="TermLoss">The mean cloning loss of the step; NaN where nothing was cloned.</param>
/// <param name="TermTokens">Tokens that were cloned.</param>
public sealed record OnlineMeasurement(int Stuck, IReadOnlyList<OnlineRecord> Records, int Pool, double TermLoss, long TermTokens)
{
    /// <summary>Calls without an intervention.</summary>
    public int Refused => Records.Count(record => !record.Proposals.OfType<Interventions.Correction>().Any());

    /// <summary>Calls of whose interventions none worked.</summary>
    public int Rejected => Records.Count - Refused - Accepted;

    /// <summary>Calls of which an intervention was accepted.</summary>
    public int Accepted => Records.Count(record => record.Accepted is not null);
}
