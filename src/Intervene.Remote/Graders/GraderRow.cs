namespace Intervene.Remote.Graders;

/// <summary>A response that a verifier of the user's is asked about.</summary>
/// <param name="Id">Names the row: the problem's id.</param>
/// <param name="Prompt">The question.</param>
/// <param name="Gold">The correct answer.</param>
/// <param name="Response">The full response.</param>
internal sealed record GraderRow(string Id, string Prompt, string Gold, string Response);
