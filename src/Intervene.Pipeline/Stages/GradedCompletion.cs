using Intervene.Completions;
using Intervene.Rewards;

namespace Intervene.Pipeline.Stages;

/// <summary>A completion of an item, graded.</summary>
/// <param name="Item">The item's position in the list.</param>
/// <param name="Completion">What was sampled.</param>
/// <param name="Text">The text of prefix and completion, special tokens skipped.</param>
/// <param name="Grade">What it earned.</param>
/// <param name="WeightVersion">The weights that sampled it.</param>
public readonly record struct GradedCompletion(int Item, Completion Completion, string Text, Grade Grade, string WeightVersion);
