using System.Text.RegularExpressions;

namespace StepCheckers;

/// <summary>Checks where an attempt puts objects in a row: at places that the statements together allow.</summary>
public sealed partial class OrderingChecker : IStepChecker
{
    /// <inheritdoc/>
    public bool Knows(string problem) => problem.Contains("arranged in a fixed order", StringComparison.Ordinal) && Row.Read(problem) is not null;

    /// <inheritdoc/>
    public Finding? Check(string problem, IReadOnlyList<string> steps)
    {
        var row = Row.Read(problem)!;
        var known = row.Unknown();
        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var statement in row.Statements
                .Where(statement => steps[i].Contains(statement.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)))
            {
                known.Keep(statement);
            }

            if ((Listing(known, steps[i]) ?? Conclusion(known, steps[i]) ?? Answer(row, problem, steps[i])) is { } reason)
            {
                return new Finding(i + 1, reason);
            }
        }

        return null;
    }

    /// <summary>What a list says that does not follow from the statements so far.</summary>
    private static string? Listing(Row known, string step)
    {
        var direction = Direction().Match(step);
        if (!direction.Success)
        {
            return null;
        }

        var low = Row.StartsLow(direction.Groups[1].Value);
        foreach (Match placed in Placed().Matches(step[direction.Index..]))
        {
            int[] things = [.. placed.Groups[4].Value.Split(" or ").Select(known.Named).Where(thing => thing >= 0)];
            var any = things.Length == 0 && placed.Groups[4].Value.StartsWith("any", StringComparison.Ordinal);
            foreach (var ordinal in Ordinals(placed.Groups[1].Value))
            {
                var possible = known.At(low ? ordinal : known.Objects.Length - 1 - ordinal);
                if (things.Length > 0 && (possible.Count == 0 || possible.Except(things).Any()))
                {
                    var places = string.Join(" or ", possible.Select(thing => known.Objects[thing]));
                    return $"it does not follow that {placed.Value.Trim()}: " +
                        (possible.Count == 0 ? "there is no such place" : "it may be " + places);
                }

                if (any && possible.Count == 1)
                {
                    return $"place {ordinal + 1} can only be {known.Objects[possible[0]]}";
                }
            }
        }

        return null;
    }

    /// <summary>The places of <c>second</c>, <c>third, fourth, and fifth</c> or <c>fifth to seventh</c>.</summary>
    private static IEnumerable<int> Ordinals(string words)
    {
        int[] named = [.. Word().Matches(words).Select(word => Row.Ordinal(word.Value)).Where(ordinal => ordinal >= 0)];
        return words.Contains(" to ", StringComparison.Ordinal) && named.Length == 2
            ? Enumerable.Range(named[0], Math.Max(0, named[1] - named[0] + 1)) : named;
    }

    /// <summary>
    /// What a sentence concludes that does not follow: <c>so it is the fourth-newest</c>, <c>so the owl cannot be the leftmost</c>.
    /// </summary>
    private static string? Conclusion(Row known, string step)
    {
        foreach (var sentence in step.Split(". ").Where(sentence => !Direction().IsMatch(sentence)))
        {
            foreach (Match concluded in Concluded().Matches(sentence))
            {
                var subject = concluded.Groups[1].Value is "it" or "they" ? First().Match(sentence).Groups[1].Value : concluded.Groups[1].Value;
                if (known.Named(subject) is not (>= 0 and var thing) || known.Place(concluded.Groups[3].Value.Trim()) is not { } place)
                {
                    continue;
                }

                var cannot = concluded.Groups[2].Value.Contains("cannot", StringComparison.Ordinal);
                var places = known.Places(thing);
                if (cannot ? places.Contains(place) : places.Any(other => other != place))
                {
                    return $"it does not follow that {concluded.Value.Trim()}";
                }
            }
        }

        return null;
    }

    private static string? Answer(Row row, string problem, string step)
    {
        var choice = Choice().Match(step);
        var option = choice.Success
            ? Regex.Match(problem, $@"\({choice.Groups[1].Value}\)\s*(.+?) (?:is|are|finished) (?:the )?(.+?)\.?\s*(?:\n|$)") : Match.Empty;
        return option.Success && row.Named(option.Groups[1].Value) is >= 0 and var thing && row.Place(option.Groups[2].Value) is { } place
            && !row.Places(thing).Contains(place)
            ? $"{option.Groups[1].Value} cannot be {option.Groups[2].Value}" : null;
    }

    [GeneratedRegex(@"[Ss]o from ([\w\- ]+):")]
    private static partial Regex Direction();

    private const string Ordinal = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)";

    [GeneratedRegex(@"\b(" + Ordinal + "(?:(?:, (?:and )?| and | to )" + Ordinal + @")*) ((?:is|are|can be|must be)) (the )?([\w ]+?)(?=,|\.|$)")]
    private static partial Regex Placed();

    [GeneratedRegex(
        @"(?:,? so |^So |^)(?:the )?([\w ]+?) (must be|must have finished|cannot be|cannot have finished|is|are|"
        + @"finished) (?:the )?([\w\- ]+?)(?: (?:book|bird|vehicle|fruit|golfer|one))?(?= and |,|\.|$)")]
    private static partial Regex Concluded();

    [GeneratedRegex(@"^(?:The )?([\w ]+?) (?:is|are|finished|must)\b")]
    private static partial Regex First();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"answer is \(([A-Z])\)")]
    private static partial Regex Choice();
}
