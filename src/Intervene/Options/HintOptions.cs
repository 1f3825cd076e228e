using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Which part of a problem's solution its rollouts see while they train; evaluation never shows any (paper, appendix M).</summary>
[OptionKind("questa", typeof(HintOptions.Questa))]
[OptionKind("adaback", typeof(HintOptions.AdaBack))]
[OptionKind("bread", typeof(HintOptions.Bread))]
[OptionKind("pope", typeof(HintOptions.Pope))]
public abstract record HintOptions
{
    private const string QuestionHole = "{question}", HintHole = "{hint}";

    /// <summary>Where the part stands; null is in the prompt for <c>questa</c> and <c>pope</c>, at the response's beginning for the others.</summary>
    public HintPlace? Place { get; init; }

    /// <summary>The question with a hint in the prompt; it holds <c>{question}</c> and <c>{hint}</c>.</summary>
    public string Template { get; init; } = "{question}\n\nThe beginning of a solution:\n\n{hint}";

    /// <summary>Whether the solution's lines are said in the notation of the model's own attempts and stand apart like its steps.</summary>
    public bool Rewritten { get; init; }

    /// <summary>The template has its holes.</summary>
    public IEnumerable<string> Validate()
    {
        foreach (var hole in (string[])[QuestionHole, HintHole])
        {
            if (Template.Split(hole).Length != 2)
            {
                yield return $"template holds {hole} {Template.Split(hole).Length - 1} times: expected once.";
            }
        }

        if (this is Questa { Shares: var shares } && (shares.Count == 0 || shares.Any(share => share is < 0 or >= 1)))
        {
            yield return "shares are one or more numbers of 0 … 1 without 1.";
        }
    }

    /// <summary>A question with a hint.</summary>
    /// <param name="question">The question.</param>
    /// <param name="hint">The part of the solution.</param>
    public string Fill(string question, string hint) =>
        string.Concat(Template.Split(QuestionHole)
        .Select((part, i) => (i == 0 ? "" : question) + part.Replace(HintHole, hint, StringComparison.Ordinal)));

    /// <summary>Every rollout sees a share of the solution that falls in stages (QuestA).</summary>
    public sealed record Questa : HintOptions
    {
        /// <summary>The shares, for equal parts of the steps, one after the other.</summary>
        public IReadOnlyList<double> Shares { get; init; } = [0.5, 0.25];
    }

    /// <summary>Every problem has its own share, found by bisection: less where a group had enough reward, more where not (AdaBack).</summary>
    public sealed record AdaBack : HintOptions
    {
        /// <summary>A group has enough reward above this mean.</summary>
        [Range(0.0, 1.0)]
        public double Threshold { get; init; }
    }

    /// <summary>
    /// A group that fails as a whole makes room for one that branches from the solution's beginning, its share found by bisection (BREAD).
    /// </summary>
    public sealed record Bread : HintOptions
    {
        /// <summary>A branched group has enough reward above this mean.</summary>
        [Range(0.0, 1.0)]
        public double Threshold { get; init; }
    }

    /// <summary>Every second visit of a problem sees a fixed share of its solution, the others none (POPE).</summary>
    public sealed record Pope : HintOptions
    {
        /// <summary>The share.</summary>
        [Range(0.0, 0.99)]
        public double Share { get; init; } = 0.25;
    }
}
