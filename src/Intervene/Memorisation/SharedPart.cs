namespace Intervene.Memorisation;

/// <summary>A part of a text that stands in another one too.</summary>
/// <param name="Start">Where it begins, 0-based.</param>
/// <param name="Length">Its symbols; 0 where nothing is shared.</param>
/// <param name="Text">The number of a text that holds it; −1 where none does.</param>
public readonly record struct SharedPart(int Start, int Length, int Text);
