namespace Intervene.Prompting;

/// <summary>What kind of mistake an attempt makes first (paper, appendix A and Figure 4).</summary>
public enum ErrorCategory
{
    /// <summary>The approach is wrong, or knowledge is missing.</summary>
    HighLevel,

    /// <summary>The approach is right and a step of it was carried out wrongly.</summary>
    Execution,
}
