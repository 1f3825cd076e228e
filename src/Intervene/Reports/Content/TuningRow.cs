namespace Intervene.Reports.Content;

/// <summary>A trial of the search for an arm's learning rates and epochs.</summary>
/// <param name="Arm">The arm's title.</param>
/// <param name="Stage"><c>sft</c> or <c>rl</c>.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Length">Epochs, or steps.</param>
/// <param name="Validation">pass@1 on the training problems set aside.</param>
/// <param name="Easy">pass@1 on the easy problems; NaN where there is none.</param>
/// <param name="Score">What trials are compared by.</param>
/// <param name="Chosen">Whether the arm trains with it.</param>
public sealed record TuningRow(string Arm, string Stage, double LearningRate, int Length, double Validation, double Easy, double Score, bool Chosen);
