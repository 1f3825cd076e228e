namespace Intervene.Interventions;

/// <summary>A place of a text that may state the answer.</summary>
/// <param name="Start">Its first UTF-16 unit.</param>
/// <param name="Length">Its length.</param>
/// <param name="Rule">How it would state it.</param>
/// <param name="Score">The score if it does.</param>
/// <param name="Calculation">What stands on the other side of the equals sign; empty where there is none.</param>
/// <param name="Text">What is compared with the answer, where it is not the place's own text.</param>
internal readonly record struct LeakCandidate(int Start, int Length, LeakRule Rule, double Score, string Calculation = "", string? Text = null);
