namespace Intervene.Prompting;

/// <summary>One turn of a prompt.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>; <c>reply</c> where the model is asked and its reply becomes the turn.</param>
/// <param name="Text">The turn's text, with holes as <c>{{name}}</c>.</param>
public sealed record PromptTurn(string Role, string Text);
