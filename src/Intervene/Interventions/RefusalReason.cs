namespace Intervene.Interventions;

/// <summary>Why an attempt got no intervention, or a proposed one was dropped: a closed set, so that every count adds up.</summary>
public enum RefusalReason
{
    /// <summary>The reply cannot be read.</summary>
    Unparsable,

    /// <summary>The reply was cut off.</summary>
    Truncated,

    /// <summary>The location is no step of the attempt.</summary>
    LocationOutOfRange,

    /// <summary>The step has no text.</summary>
    Empty,

    /// <summary>The attempt or the step is longer than what fits.</summary>
    TooLong,

    /// <summary>The step states the answer.</summary>
    AnswerLeak,

    /// <summary>The attempt has the same proposal already.</summary>
    Duplicate,

    /// <summary>The oracle finds no error.</summary>
    NoErrorFound,

    /// <summary>The oracle declined.</summary>
    Refused,

    /// <summary>The server failed.</summary>
    ServerError,

    /// <summary>The budget is spent.</summary>
    OverBudget,

    /// <summary>The problem has no reference solution, or none that can be read.</summary>
    NoReference,

    /// <summary>The text holds more than one step.</summary>
    SeveralSteps,

    /// <summary>No reply in time.</summary>
    TimeOut,

    /// <summary>The attempt is right.</summary>
    CorrectAttempt,

    /// <summary>The attempt has no step.</summary>
    NoSteps,

    /// <summary>The oracle has no finding that it can stand behind; the detail says what it lacked.</summary>
    Abstained,

    /// <summary>The attempt has as many proposals of the oracle as are kept.</summary>
    Surplus,
}
