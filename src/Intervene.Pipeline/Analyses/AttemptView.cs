using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Problems;

namespace Intervene.Pipeline.Analyses;

/// <summary>An attempt with what an oracle said of it and how the policy went on.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Sample">The attempt's sample index.</param>
/// <param name="Steps">The attempt's steps.</param>
/// <param name="Proposal">The intervention or the refusal; null where no oracle was asked.</param>
/// <param name="Guided">A continuation after the intervention, a right one where there is one; null where none was sampled.</param>
/// <param name="Continuation">Its text without prefix and intervention.</param>
/// <param name="Right">Right continuations.</param>
/// <param name="Sampled">All of them.</param>
public sealed record AttemptView(
    Problem Problem, int Sample, IReadOnlyList<string> Steps, Proposal? Proposal, GuidedRollout? Guided, string Continuation, int Right, int Sampled);
