namespace Intervene.Examples;

/// <summary>Texts of a kind that a model is asked about.</summary>
/// <param name="Name">What they are, e.g. <c>reference solutions</c>.</param>
/// <param name="Texts">The texts that are asked about.</param>
/// <param name="Unfit">Texts of the source that no model can be asked about: empty, or longer than the context.</param>
public sealed record TextSource(string Name, IReadOnlyList<TrainingText> Texts, int Unfit)
{
    /// <summary>Texts at even distances over those that can be asked about, in their order.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="texts">All texts; gone through twice, so that they need not all be in memory.</param>
    /// <param name="most">Texts, at most.</param>
    /// <param name="context">The model's context in tokens, for what is given and the text.</param>
    public static TextSource Of(string name, IEnumerable<TrainingText> texts, int most, int context)
    {
        var (fit, unfit) = (0, 0);
        foreach (var text in texts)
        {
            (fit, unfit) = IsFit(text) ? (fit + 1, unfit) : (fit, unfit + 1);
        }

        var taken = Math.Min(most, fit);
        var wanted = Enumerable.Range(0, taken).Select(i => (int)((long)i * fit / taken)).ToHashSet();
        return new(name, [.. texts.Where(IsFit).Where((_, i) => wanted.Contains(i))], unfit);

        bool IsFit(TrainingText text) => text.Tokens.Length > 0 && text.Given.Length + text.Tokens.Length <= context;
    }

    /// <summary>What is left out, in words; null where nothing is.</summary>
    public string? Notice => Unfit == 0 ? null : $"{Name}: {Unfit} are empty or longer than the model's context, and are not scored";
}
