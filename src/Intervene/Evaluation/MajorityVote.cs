namespace Intervene.Evaluation;

/// <summary>The answer that most samples of a problem give (self-consistency, arXiv:2203.11171).</summary>
public static class MajorityVote
{
    /// <summary>The chance that the most frequent answer is right; of two that are equally frequent one is drawn.</summary>
    /// <param name="correct">Samples that give the right answer.</param>
    /// <param name="rival">Samples that give the most frequent wrong one.</param>
    public static double Of(int correct, int rival) => correct > rival ? 1 : correct == rival && correct > 0 ? 0.5 : 0;
}
