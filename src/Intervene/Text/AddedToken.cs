namespace Intervene.Text;

/// <summary>A token that is found in the text before the model sees it, as tokenizer.json's <c>added_tokens</c> lists it.</summary>
internal sealed record AddedToken(int Id, string Content, bool SingleWord, bool LeftStrip, bool RightStrip, bool Normalized, bool Special);
