namespace Intervene.Reports.Content;

/// <summary>Kinds of first errors: a model's word where one was asked, else what the step itself shows.</summary>
public enum ErrorKind
{
    /// <summary>The approach is wrong, or knowledge is missing: a model says so (paper, Figure 4).</summary>
    HighLevel,

    /// <summary>The approach is right and a step of it was carried out wrongly: a model says so.</summary>
    Execution,

    /// <summary>No model was asked, and the step asserts a false calculation.</summary>
    FalseCalculation,

    /// <summary>No model was asked, and no calculation of the step is seen to be false.</summary>
    Other,
}
