namespace Intervene.Reports.Content;

/// <summary>Why a part of a text is set off.</summary>
public enum ReportMarkKind
{
    /// <summary>It differs from the text beside it; of length 0: here the two part.</summary>
    Differs,

    /// <summary>It stands in training text too.</summary>
    Trained,

    /// <summary>It is wrong.</summary>
    Wrong,

    /// <summary>It is a correction.</summary>
    Corrected,
}
