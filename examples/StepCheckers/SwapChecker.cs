using System.Text.RegularExpressions;

namespace StepCheckers;

/// <summary>Follows who holds what while pairs swap: <c>Alice and Bob swap: Alice: red, Bob: blue</c>.</summary>
public sealed partial class SwapChecker : IStepChecker
{
    /// <inheritdoc/>
    public bool Knows(string problem) => Swaps(problem).Count > 0 && Start(problem).Count > 1;

    /// <inheritdoc/>
    public Finding? Check(string problem, IReadOnlyList<string> steps)
    {
        var holder = Start(problem);
        var swaps = Swaps(problem);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var done = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var pairs = Pair().Matches(step).Select(pair => (A: Name(pair.Groups[1].Value, holder), B: Name(pair.Groups[2].Value, holder)))
                .Where(pair => pair.A is not null && pair.B is not null).ToArray();
            var entries = Entries(step, holder);
            var states = entries.Count > 1 || (entries.Count == 1 && pairs.Length > 0);
            if (pairs.Length == 0 && states && !step.Contains("start", StringComparison.OrdinalIgnoreCase) && done < swaps.Count
                && (listed.Count > 0 || Differs(entries, holder, listed) is not null))
            {
                // A list without a heading is what the next swap leads to.
                pairs = [swaps[done]];
            }

            string? expected = null;
            foreach (var (a, b) in pairs)
            {
                if (done == swaps.Count)
                {
                    return new Finding(i + 1, "a swap that the problem does not tell of");
                }

                var (x, y) = swaps[done++];
                if (!((a == x && b == y) || (a == y && b == x)))
                {
                    return new Finding(i + 1, $"the next swap is of {x} and {y}");
                }

                (holder[x], holder[y]) = (holder[y], holder[x]);
                expected =
                    $"{x} and {y} swap: {string.Join(", ", holder.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {entry.Value}"))}.";
            }

            if (states)
            {
                if (Differs(entries, holder, OnlySwapped(entries, pairs) ? [] : listed) is { } reason)
                {
                    return new Finding(i + 1, reason, pairs.Length == 1 ? expected : null);
                }

                listed.UnionWith(entries.Select(entry => entry.Name));
            }

            if (Answer(problem, step, holder, done == 0 || done == swaps.Count) is { } wrong)
            {
                return new Finding(i + 1, wrong);
            }
        }

        return null;
    }

    /// <summary>Whether a list is of the two who swapped and leaves the others as they were.</summary>
    private static bool OnlySwapped(List<(string Name, string Item)> entries, (string? A, string? B)[] pairs) =>
        pairs.Length == 1 && entries.Count == 2 && entries.All(entry => entry.Name == pairs[0].A || entry.Name == pairs[0].B);

    /// <summary>The person that a name or its first letter means.</summary>
    private static string? Name(string said, Dictionary<string, string> holder) =>
        holder.ContainsKey(said) ? said : said.Length == 1 ? holder.Keys.SingleOrDefault(name => name[0] == said[0]) : null;

    /// <summary>Who is said to hold what.</summary>
    private static List<(string Name, string Item)> Entries(string step, Dictionary<string, string> holder) =>
        [.. Entry().Matches(step).Select(entry => (Name: Name(entry.Groups[1].Value, holder), Item: entry.Groups[2].Value))
            .Where(entry => entry.Name is not null).Select(entry => (entry.Name!, entry.Item))];

    /// <summary>What a list of holders says wrong; a person who was listed before and is left out is lost.</summary>
    private static string? Differs(List<(string Name, string Item)> entries, Dictionary<string, string> holder, HashSet<string> listed)
    {
        foreach (var (name, item) in entries)
        {
            if (!Means(item, holder[name], holder.Values))
            {
                return $"{name} has {holder[name]}, not {item.Trim()}";
            }
        }

        return listed.Except(entries.Select(entry => entry.Name), StringComparer.Ordinal).FirstOrDefault() is { } missing
            ? $"{missing} is left out" : null;
    }

    private static string? Answer(string problem, string step, Dictionary<string, string> holder, bool complete)
    {
        var asked = Asked().Match(problem);
        if (!asked.Success || !holder.TryGetValue(asked.Groups[1].Value, out var item))
        {
            return null;
        }

        if (End().Match(step) is { Success: true } end && end.Groups[1].Value == asked.Groups[1].Value
            && !Means(end.Groups[2].Value, item, holder.Values))
        {
            return $"{asked.Groups[1].Value} ends with {item}";
        }

        var choice = Choice().Match(step);
        if (!choice.Success)
        {
            return null;
        }

        var option = Regex.Match(problem, $@"\({choice.Groups[1].Value}\)\s*(.+?)\.?\s*(?:\n|$)");
        return !complete ? "not every swap has been made" : option.Success && Means(option.Groups[1].Value, item, holder.Values) ? null
            : $"{asked.Groups[1].Value} ends with {item}";
    }

    /// <summary>Whether a short name means an item: it shares words with it, and more than with any other.</summary>
    private static bool Means(string said, string item, IEnumerable<string> all)
    {
        var words = Words(said);
        int Common(string other) => Words(other).Count(words.Contains);
        return Common(item) > 0 && all.Where(other => other != item).All(other => Common(other) < Common(item));
    }

    private static HashSet<string> Words(string text) =>
        [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())
            .Where(word => word is not ("the" or "a" or "an" or "of" or "ball" or "present"))];

    private static Dictionary<string, string> Start(string problem)
    {
        var story = problem.Split("Options:")[0];
        var colon = story.IndexOf(':', StringComparison.Ordinal);
        var end = colon < 0 ? -1 : story.IndexOf(".\n", colon, StringComparison.Ordinal);
        return end < 0 ? [] : Holds().Matches(story[(colon + 1)..(end + 1)]).DistinctBy(match => match.Groups[1].Value)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim(), StringComparer.Ordinal);
    }

    private static List<(string A, string B)> Swaps(string problem) =>
        [.. SwapIn().Matches(problem).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    [GeneratedRegex(
        @"([A-Z][a-z]+) (?:gets|has|is dancing with|is playing|is holding|receives) (?:an? |"
        + @"the )?(.+?)(?=, (?:and )?[A-Z][a-z]+ (?:gets|has|is)|,? and [A-Z][a-z]+ (?:gets|has|is)|\.)")]
    private static partial Regex Holds();

    [GeneratedRegex(@"(?:First|Then|Finally|Next), ([A-Z][a-z]+) and ([A-Z][a-z]+) (?:swap|trade|switch)")]
    private static partial Regex SwapIn();

    [GeneratedRegex(@"\b([A-Z][a-z]*) and ([A-Z][a-z]*) (?:swap|trade|switch)")]
    private static partial Regex Pair();

    [GeneratedRegex(@"\b([A-Z][a-z]*)(?:: | has | gets | is dancing with | is playing )(?:an? |the )?([^,.;:]+)(?=[,.;]|$)")]
    private static partial Regex Entry();

    [GeneratedRegex(@"At the end of the [\w ]+, ([A-Z][a-z]+) (?:has|is|gets)")]
    private static partial Regex Asked();

    [GeneratedRegex(@"At the end of the [\w ]+, ([A-Z][a-z]+) (?:has|is dancing with|is playing|is|gets) (?:an? |the )?([^.]+)\.")]
    private static partial Regex End();

    [GeneratedRegex(@"answer is \(([A-Z])\)")]
    private static partial Regex Choice();

    [GeneratedRegex(@"[A-Za-z0-9]+")]
    private static partial Regex Word();
}
