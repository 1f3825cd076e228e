namespace Intervene.Reports.Content;

/// <summary>What a comparison over seeds needs of a run.</summary>
/// <param name="Name">The run, as its directory is called.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="PassAtK">pass@k of every arm, policy and split.</param>
/// <param name="Training">Reinforcement learning of every arm.</param>
public sealed record ComparedRun(string Name, long Seed, IReadOnlyList<PassAtKCurve> PassAtK, IReadOnlyList<TrainingCurve> Training);
