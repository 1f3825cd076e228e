namespace StepCheckers;

/// <summary>Knows one kind of problem and follows an attempt at it.</summary>
public interface IStepChecker
{
    /// <summary>Whether the problem is of this kind, judged by its text alone.</summary>
    bool Knows(string problem);

    /// <summary>The first wrong step, or null where every step that can be read is right.</summary>
    Finding? Check(string problem, IReadOnlyList<string> steps);
}
