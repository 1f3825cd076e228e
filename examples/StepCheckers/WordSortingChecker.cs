using System.Text.RegularExpressions;

namespace StepCheckers;

/// <summary>Follows words that are sorted letter by letter: groups of words whose order is open are resolved from the left.</summary>
public sealed partial class WordSortingChecker : IStepChecker
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth"];

    /// <inheritdoc/>
    public bool Knows(string problem) => problem.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } words
        && words.All(word => Plain().IsMatch(word));

    /// <inheritdoc/>
    public Finding? Check(string problem, IReadOnlyList<string> steps)
    {
        var state = new SortingState(problem.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        for (var i = 0; i < steps.Count; i++)
        {
            if (Step(state, steps[i]) is { } wrong)
            {
                return new Finding(i + 1, wrong.Reason, wrong.Content);
            }
        }

        return null;
    }

    private static (string Reason, string? Content)? Step(SortingState state, string step)
    {
        if (step.StartsWith("We now have", StringComparison.Ordinal))
        {
            return Lists(state, step);
        }

        var answer = step.LastIndexOf("The answer is", StringComparison.Ordinal);
        if (answer >= 0)
        {
            return Final(state, step[(answer + "The answer is".Length)..]);
        }

        var letters = Letter().Matches(step);
        if (letters.Count == 0)
        {
            return null;
        }

        var depth = Array.FindIndex(Ordinals, ordinal => step.Contains(ordinal + " letter", StringComparison.Ordinal));
        var words = letters.Select(match => match.Groups[1].Value).ToArray();
        if (state.Open(words, depth) is { } wrong)
        {
            return (wrong, null);
        }

        foreach (Match letter in letters)
        {
            var word = letter.Groups[1].Value;
            var (said, number) = (letter.Groups[2].Value, int.Parse(letter.Groups[3].Value));
            var expected = SortingState.Rank(word, depth);
            if (number != expected || (expected > 0 && said != word[depth].ToString()))
            {
                return ($"letter {depth + 1} of \"{word}\" is {(expected > 0 ? $"\"{word[depth]}\" ({expected})" : "none (0)")}", null);
            }
        }

        return null;
    }

    private static (string Reason, string? Content)? Lists(SortingState state, string step)
    {
        var hence = step.IndexOf("Hence", StringComparison.Ordinal);
        var split = state.Split();
        if (split.Count > 0)
        {
            var first = Groups(hence < 0 ? step : step[..hence]);
            if (!SortingState.Same(first, split))
            {
                return ($"the order here is {SortingState.Written(split, state.Depth)}", null);
            }
        }

        state.Apply(split);
        if ((hence >= 0 || split.Count == 0) && !SortingState.Same(Groups(hence < 0 ? step : step[hence..]), state.Groups))
        {
            return ($"the list is {SortingState.Written(state.Groups)}", null);
        }

        return null;
    }

    private static (string Reason, string? Content)? Final(SortingState state, string text)
    {
        if (state.Groups.Any(group => group.Count > 1 && group.Distinct(StringComparer.Ordinal).Count() > 1))
        {
            return ("the order of some words is still open", null);
        }

        var said = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', '"', ',')).ToArray();
        string[] sorted = [.. state.Groups.SelectMany(group => group)];
        return said.Length == sorted.Length && SortingState.Meant(said, sorted).SequenceEqual(sorted, StringComparer.Ordinal) ? null
            : ($"sorted, the words are {string.Join(' ', sorted)}", $"I have now sorted all the words. The answer is {string.Join(' ', sorted)}");
    }

    /// <summary>The groups of a written list: <c>"a" &lt; ["b" ? "c"]</c>.</summary>
    private static List<List<string>> Groups(string text) =>
        [.. Group().Matches(text).Select(match => match.Value)
            .Select(group => Quoted().Matches(group).Select(word => word.Groups[1].Value).ToList())];

    [GeneratedRegex(@"^[a-z][a-z'\-]*$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"""([^""]+)"": (?:""([^""]*)"")?\s*\((\d+)\)")]
    private static partial Regex Letter();

    [GeneratedRegex(@"\[[^\]]*\]|""[^""]*""(?:\s*\?\s*""[^""]*"")*")]
    private static partial Regex Group();

    [GeneratedRegex(@"""([^""]*)""")]
    private static partial Regex Quoted();
}
