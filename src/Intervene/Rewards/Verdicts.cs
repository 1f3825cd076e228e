namespace Intervene.Rewards;

/// <summary>The outcomes of the program's own verifier, as records have them.</summary>
public static class Verdicts
{
    /// <summary>The answer is right.</summary>
    public const string Correct = "correct";

    /// <summary>The answer is not.</summary>
    public const string Wrong = "wrong";

    /// <summary>The response gives no answer.</summary>
    public const string NoAnswer = "no_answer";

    /// <summary>The response or the gold cannot be read.</summary>
    public const string Unparsable = "unparsable";
}
