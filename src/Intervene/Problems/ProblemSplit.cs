namespace Intervene.Problems;

/// <summary>What a mined problem is for.</summary>
public enum ProblemSplit
{
    /// <summary>Hard, trained on.</summary>
    Train,

    /// <summary>Hard, never trained on.</summary>
    HeldOut,

    /// <summary>Not hard: shows what training forgot.</summary>
    Easy,
}
