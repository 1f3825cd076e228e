namespace Intervene.Answers;

/// <summary>Decides whether a response's final answer equals a gold: the binary reward r(x, y).</summary>
public static class AnswerVerifier
{
    /// <summary>Compares once; compile the gold when many responses share it.</summary>
    /// <param name="gold">The correct answer, bare or in a box.</param>
    /// <param name="response">The full response, or the answer alone.</param>
    /// <param name="preset">The switches.</param>
    /// <returns>The outcome with the rule that decided.</returns>
    public static Verdict Verify(string gold, string? response, Preset preset = Preset.Reward) => CompiledGold.Compile(gold, preset).Verify(response);

    /// <summary>Compares once under switches of one's own.</summary>
    /// <param name="gold">The correct answer, bare or in a box.</param>
    /// <param name="response">The full response, or the answer alone.</param>
    /// <param name="options">The switches.</param>
    /// <returns>The outcome with the rule that decided.</returns>
    public static Verdict Verify(string gold, string? response, VerifierOptions options) => CompiledGold.Compile(gold, options).Verify(response);
}
