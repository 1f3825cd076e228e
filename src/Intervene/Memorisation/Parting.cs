using Intervene.Steps;

namespace Intervene.Memorisation;

/// <summary>Where two traces of the same problem part.</summary>
/// <param name="Token">The first token in which they differ, 0-based; the length of both where they are the same.</param>
/// <param name="Step">The 1-based step of the first trace that holds it, or the one after its last.</param>
/// <param name="IsSame">Whether they are the same.</param>
public readonly record struct Parting(int Token, int Step, bool IsSame)
{
    /// <summary>Compares two traces.</summary>
    /// <param name="first">The tokens of one.</param>
    /// <param name="second">The tokens of the other.</param>
    /// <param name="steps">The steps of the first.</param>
    public static Parting Of(IReadOnlyList<int> first, IReadOnlyList<int> second, IReadOnlyList<Step> steps)
    {
        var token = 0;
        while (token < first.Count && token < second.Count && first[token] == second[token])
        {
            token++;
        }

        return new Parting(
            token, steps.TakeWhile(step => step.TokenEnd <= token).Count() + 1, token == first.Count && token == second.Count);
    }
}
