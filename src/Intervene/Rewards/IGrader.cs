using Intervene.Completions;
using Intervene.Problems;

namespace Intervene.Rewards;

/// <summary>The reward r(x, y): the program's own verifier, a process or a server of the user's.</summary>
public interface IGrader
{
    /// <summary>Grades a response.</summary>
    /// <param name="problem">The problem with its gold answer.</param>
    /// <param name="response">The response's text.</param>
    /// <param name="finish">Why it ended.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The grade; a verifier that fails gives a verdict that says so, never a silent 0.</returns>
    ValueTask<Grade> GradeAsync(Problem problem, string response, FinishReason finish, CancellationToken cancellation);
}
