namespace Intervene.Reports.Content;

/// <summary>Right ones of so many samples.</summary>
/// <param name="Correct">Right ones.</param>
/// <param name="Samples">All of them; 0 where none were drawn.</param>
public readonly record struct SolvedCount(int Correct, int Samples);
