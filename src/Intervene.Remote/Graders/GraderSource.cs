using Intervene.Options;
using Intervene.Rewards;

namespace Intervene.Remote.Graders;

/// <summary>The verifier of a recipe.</summary>
public static class GraderSource
{
    /// <summary>Makes it; one that holds processes or connections is disposable.</summary>
    /// <param name="options">What the recipe says.</param>
    /// <exception cref="InterveneException">The variable of a key is not set.</exception>
    public static IGrader Of(GraderOptions options) => AnswerGrader.Of(options) ?? (IGrader)(options switch
    {
        CommandGraderOptions command => new CommandGrader(command),
        HttpGraderOptions http => new HttpGrader(http),
        _ => throw new InvalidOperationException($"unknown verifier {options.GetType().Name}"),
    });
}
