namespace Intervene.Options;

/// <summary>Who writes the corrected step.</summary>
public enum OracleKind
{
    /// <summary>The step of the reference solution that the attempt departs from.</summary>
    ReferenceSolution,
}
