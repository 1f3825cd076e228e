using Intervene.Answers.Comparison;
using Intervene.Answers.Extraction;
using Intervene.Answers.Latex;

namespace Intervene.Answers;

/// <summary>Whether a gold can be graded against: readable, equal to itself, and of which kind.</summary>
/// <param name="Kind">The sort of answer that the gold is.</param>
/// <param name="EqualsItself">Whether the gold as a response earns the reward.</param>
/// <param name="Failure">Why the gold cannot be used; empty when it can.</param>
public sealed record GoldCheck(AnswerKind Kind, bool EqualsItself, string Failure)
{
    /// <summary>Whether the gold is in the grammar.</summary>
    public bool IsReadable => Kind != AnswerKind.Unreadable;

    /// <summary>Whether a right response can earn the reward: the gold is readable and equal to itself.</summary>
    public bool IsUsable => IsReadable && EqualsItself;

    /// <summary>Checks a gold; never throws for what it holds.</summary>
    /// <param name="gold">The answer, bare or in a box.</param>
    /// <param name="preset">The switches.</param>
    public static GoldCheck Of(string gold, Preset preset = Preset.Reward) => Of(gold, VerifierOptions.For(preset));

    /// <summary>Checks a gold under switches of one's own.</summary>
    /// <param name="gold">The answer, bare or in a box.</param>
    /// <param name="options">The switches.</param>
    public static GoldCheck Of(string gold, VerifierOptions options)
    {
        var compiled = CompiledGold.Compile(gold, options);
        if (string.IsNullOrWhiteSpace(gold))
        {
            return new(AnswerKind.Unreadable, false, "the gold is empty");
        }

        if (compiled.Read(Readings.Default) is not { } tree)
        {
            return new(AnswerKind.Unreadable, false, compiled.Failure);
        }

        var verdict = compiled.Verify(Boxes.In(gold, 0, gold.Length, 1).Count > 0 ? gold : $"\\boxed{{{gold}}}");
        return new(compiled.Choice is null ? Of(tree) : AnswerKind.Choice, verdict.IsCorrect, verdict.IsCorrect ? ""
            : $"the gold is not equal to itself: {verdict.Rule}");
    }

    private static AnswerKind Of(Node tree) => tree.Kind switch
    {
        NodeKind.Number => tree.IsDecimal ? AnswerKind.Decimal : tree.Value.IsInteger ? AnswerKind.Integer : AnswerKind.Fraction,
        NodeKind.Divide when tree[0].Kind == NodeKind.Number && tree[1].Kind == NodeKind.Number => AnswerKind.Fraction,
        NodeKind.Negate => Of(tree[0]),
        NodeKind.Percent => AnswerKind.Percent,
        NodeKind.Quantity or NodeKind.Degree => AnswerKind.Quantity,
        NodeKind.Base => AnswerKind.Numeral,
        NodeKind.Ratio => AnswerKind.Ratio,
        NodeKind.Matrix => AnswerKind.Matrix,
        NodeKind.Text => AnswerKind.Text,
        _ when Forms.IsRegion(tree) || Forms.IsInequality(tree) => AnswerKind.Region,
        NodeKind.Relation when tree.Name == "in" => Of(tree[1]),
        NodeKind.Relation => Forms.IsName(tree[0]) && !Forms.HasVariables(tree.Children[^1]) ? Of(tree.Children[^1]) : AnswerKind.Equation,
        NodeKind.Tuple => AnswerKind.Tuple,
        NodeKind.List or NodeKind.Set => AnswerKind.List,
        _ => Forms.HasVariables(tree) ? AnswerKind.Expression : AnswerKind.Constant,
    };
}
