namespace Intervene.Serving.Tests.Fleets;

/// <summary>What a scripted server does wrong.</summary>
public enum Fault
{
    None,
    Hang,
    Drip,
    Html,
    TooMany,
    Unavailable,
    Cut,
    Aborted,
    LateError,
    LostLogProb,
    NoTokenIds,
    Refusal,
    CutPrompt,
    CutCompletion,
    ForeignToken,
    GoesOn,
}
