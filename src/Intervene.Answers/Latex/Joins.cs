using System.Collections.Frozen;

namespace Intervene.Answers.Latex;

/// <summary>The words for "and" and "or" of the large languages.</summary>
internal static class Joins
{
    private static readonly FrozenDictionary<string, string> Table = Build(
        ("and", "and et und och oraz e y 和 及 与 以及 跟 と および 及び 그리고 와 과 и"),
        ("or", "or ou oder eller lub veya o ó или 或 或者 还是 または 又は 或は 또는 혹은"));

    /// <summary>
    /// What a run of letters joins by, <c>and</c> or <c>or</c>; null when it joins nothing. Words that are also names need prose around them.
    /// </summary>
    /// <param name="run">The letters.</param>
    /// <param name="spaced">Whether a blank stands before it.</param>
    /// <param name="prose">Whether it stands in a text command.</param>
    public static string? Of(string run, bool spaced, bool prose)
    {
        if (!Table.TryGetValue(run is "AND" or "OR" ? run.ToLowerInvariant() : run, out var join))
        {
            return null;
        }

        return run[0] >= 0x2e80 || prose || (spaced && (run.Length > 1 || !char.IsAscii(run[0]))) ? join : null;
    }

    private static FrozenDictionary<string, string> Build(params (string Join, string Words)[] groups) =>
        groups.SelectMany(static group => group.Words.Split(' ').Select(word => (Word: word, group.Join)))
            .ToFrozenDictionary(static pair => pair.Word, static pair => pair.Join, StringComparer.Ordinal);
}
