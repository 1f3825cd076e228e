
namespace Intervene.Learning;

/// <summary>A problem to train on.</summary>
/// <param name="Id">The problem.</param>
/// <param name="PromptIds">Its prompt's token ids: at least one.</param>
/// <param name="Patched">Whether fine-tuning before had an example of it.</param>
public sealed record RlProblem(string Id, int[] PromptIds, bool Patched = false);
