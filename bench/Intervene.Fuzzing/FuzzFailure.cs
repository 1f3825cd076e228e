namespace Intervene.Fuzzing;

/// <summary>An input that is neither read nor refused.</summary>
/// <param name="Target">The kind of input.</param>
/// <param name="Seed">The seed that makes it.</param>
/// <param name="Reason">What went wrong, in a word: an exception's type, <c>slow</c>, <c>large</c>, <c>silent</c>.</param>
/// <param name="Detail">What went wrong.</param>
/// <param name="Smallest">The smallest input found that fails so.</param>
public sealed record FuzzFailure(string Target, long Seed, string Reason, string Detail, string Smallest)
{
    /// <summary>Two lines and the fault: how to make it again, and what it is.</summary>
    public override string ToString() =>
        $"{Target} --seed {Seed} --count 1: {Reason}\n  smallest input ({Smallest.Length} characters): {Quoted(Smallest)}\n  {Detail}";

    private static string Quoted(string text)
    {
        const int most = 2000;
        var shown = text.Length > most ? text[..most] : text;
        return System.Text.Json.JsonSerializer.Serialize(shown) + (text.Length > most ? " …" : "");
    }
}
