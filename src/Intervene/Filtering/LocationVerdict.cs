namespace Intervene.Filtering;

/// <summary>Where the success of continuations falls most, seen from the step t that an oracle names.</summary>
public enum LocationVerdict
{
    /// <summary>At step t−1: the error is before the step named.</summary>
    Earlier,

    /// <summary>At step t, as the oracle says.</summary>
    AtStep,

    /// <summary>At step t+1: the step named did no harm yet.</summary>
    Later,

    /// <summary>At no step, or at two steps alike.</summary>
    Unclear,

    /// <summary>No continuation was right from any of the places, so there was nothing to fall.</summary>
    NoSuccess,
}
