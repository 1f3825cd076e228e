namespace Intervene.Pipeline.Runs;

/// <summary>A model of an evaluation.</summary>
/// <param name="Name">Its name and folder.</param>
/// <param name="Path">Its model directory.</param>
public sealed record EvaluatedModel(string Name, string Path);
