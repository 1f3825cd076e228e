namespace Intervene.Prompting;

/// <summary>A rendered turn.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Text">The text.</param>
/// <param name="Shared">
/// How many of the text's first UTF-16 units are the same for every attempt at the problem: what a vendor's prompt cache may keep.
/// </param>
public sealed record PromptMessage(string Role, string Text, int Shared);
