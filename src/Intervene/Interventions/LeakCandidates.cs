using System.Text.RegularExpressions;

namespace Intervene.Interventions;

/// <summary>Finds the places of a text that state something as a result, whatever its value.</summary>
internal static partial class LeakCandidates
{
    /// <summary>How far around a value its sentence is read.</summary>
    private const int Reach = 160;

    /// <summary>The longest text that is an answer and nothing else.</summary>
    private const int LongestAlone = 60;

    private const string Bare = @"-?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:\s*/\s*\d+(?![.\d]*\d))?";

    private const string Number = Bare + @"(?:\s*\\?%)?";

    private const string Item = @"(?<item>-?(?:\d+(?:\.\d+)?(?:/\d+)?|\\d?frac\{[^{}]*\}\{[^{}]*\}|\d*\\sqrt\{[^{}]*\}))";

    private const string Word =
        "(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|" +
        "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)";

    private static readonly string[] Numerators = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly (string Stem, int Value)[] Denominators =
    [
        ("hal", 2), ("third", 3), ("quarter", 4), ("fourth", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7), ("eighth", 8),
        ("ninth", 9), ("tenth", 10),
    ];

    private const string Words = Word + @"(?:(?:-|\s+and\s+|\s+)" + Word + ")*";

    /// <summary>The candidates, in no order.</summary>
    /// <param name="content">The text.</param>
    /// <param name="answer">What kind of answer is looked for.</param>
    public static IEnumerable<LeakCandidate> Of(string content, LeakedAnswer answer)
    {
        var (start, end) = Trim(content, 0, content.Length);
        if (end - start <= LongestAlone && !content.AsSpan(start, end - start).Contains('=')
            && Prose().Count(content.AsSpan(start, end - start)) <= 1)
        {
            yield return new(start, end - start, LeakRule.Boxed, 1);
        }

        foreach (var box in Boxes(content))
        {
            yield return box;
        }

        foreach (Match sentence in Sentence().Matches(content))
        {
            if (sentence.Value.TrimEnd().EndsWith('?'))
            {
                continue;
            }

            foreach (var candidate in Announced(content, sentence, answer).Concat(Equations(content, sentence, answer))
                .Concat(Conclusions(content, sentence, answer)))
            {
                yield return candidate;
            }
        }
    }

    /// <summary>The values that occur in a text, whatever it says of them.</summary>
    public static IEnumerable<string> ValuesOf(string text) => Value().Matches(text).Select(match => match.Value);

    private static IEnumerable<LeakCandidate> Boxes(string content)
    {
        foreach (Match open in BoxOpen().Matches(content))
        {
            var (depth, at) = (1, open.Index + open.Length);
            for (; at < content.Length && depth > 0; at++)
            {
                depth += content[at] == '{' ? 1 : content[at] == '}' ? -1 : 0;
            }

            if (depth == 0)
            {
                yield return new(open.Index + open.Length, at - 1 - open.Index - open.Length, LeakRule.Boxed, 1);
            }
        }
    }

    /// <summary>"The answer is …": what follows, and the first value in it.</summary>
    private static IEnumerable<LeakCandidate> Announced(string content, Match sentence, LeakedAnswer answer)
    {
        foreach (Match anchor in Anchor().Matches(sentence.Value))
        {
            var start = sentence.Index + anchor.Index + anchor.Length;
            foreach (var (at, length) in Values(content, start, sentence.Index + sentence.Length)
                .Where(value => !DeniedBehind().IsMatch(After(content, value.Start + value.Length))))
            {
                yield return new(at, length, LeakRule.Announced, 1);
            }

            if (answer.IsList && List().Match(content, start, sentence.Index + sentence.Length - start) is { Success: true } list)
            {
                yield return new(list.Index, list.Length, LeakRule.Announced, 1, Text: Joined(list));
            }
        }

        // "42 is the answer", "option (B) is correct".
        foreach (Match behind in AnchorBehind().Matches(sentence.Value))
        {
            yield return new(sentence.Index + behind.Groups["value"].Index, behind.Groups["value"].Length, LeakRule.Announced, 1);
        }
    }

    /// <summary>The parts of a list with commas between them, names of unknowns left out.</summary>
    private static string Joined(Match list) => string.Join(", ", list.Groups["item"].Captures.Select(part => part.Value));

    /// <summary>What stands after an equals sign; a value that is only supposed, or one of several, is no result.</summary>
    private static IEnumerable<LeakCandidate> Equations(string content, Match sentence, LeakedAnswer answer)
    {
        var from = 0;
        var concludes = Concluding().Match(sentence.Value);
        foreach (Match sign in Equals().Matches(sentence.Value))
        {
            var left = Before(sentence.Value[from..sign.Index]);
            var unknowns = Variable().IsMatch(left);
            var calculated = !unknowns && Calculation().IsMatch(left);
            var clause = Before(sentence.Value[..sign.Index]);
            var supposed = !calculated && Supposition().IsMatch(clause[(clause.LastIndexOfAny([';', ',']) + 1)..]);
            from = sign.Index + sign.Length;
            var stated = (concludes.Success && concludes.Index < sign.Index) || !answer.IsShort || (!answer.IsGiven && IsUnknown(left));
            foreach (var (at, length) in Values(content, sentence.Index + from, sentence.Index + sentence.Length))
            {
                var after = After(content, at + length);
                var open = supposed || Alternative().IsMatch(after) || AlternativeBefore().IsMatch(left) || DeniedBehind().IsMatch(after)
                    || (unknowns && !IsUnknown(left) && content[at] == '0' && length == 1);
                yield return new(at, length, LeakRule.Equation, open ? 0.2 : calculated ? 0.8
                    : stated ? 0.6 : 0.4, calculated ? left : "");
            }

            if (answer.IsList && List().Match(content, sentence.Index + from, sentence.Length - from) is { Success: true } list)
            {
                yield return new(list.Index, list.Length, LeakRule.Equation, supposed ? 0.2 : 0.6, Text: Joined(list));
            }
        }
    }

    /// <summary>Whether the left side of an equation is a name alone, that of an unknown.</summary>
    private static bool IsUnknown(string left) => Unknown().Match(left) is { Success: true } name && !Function().IsMatch(name.Groups[1].Value);

    /// <summary>The values of a sentence that concludes, or of one that says what something is or comes to.</summary>
    private static IEnumerable<LeakCandidate> Conclusions(string content, Match sentence, LeakedAnswer answer)
    {
        var supposed = Supposition().IsMatch(sentence.Value);
        var concludes = Concluding().Match(sentence.Value);
        double Score(int at) => concludes.Success && concludes.Index < at ? 0.7 : answer is { IsShort: true, IsTelling: false } ? 0.4 : 0.5;
        foreach (Match value in Value().Matches(sentence.Value))
        {
            var before = Before(sentence.Value[..value.Index]);
            var after = After(sentence.Value, value.Index + value.Length);
            var denied = Negation().IsMatch(before) || DeniedBehind().IsMatch(after) || Alternative().IsMatch(after);
            var result = !denied && ((Verb().IsMatch(before) && Closing().IsMatch(after))
                || (concludes.Success && Remaining().IsMatch(value.Value[^1] + after)));
            var calculated = result && !supposed && Calculation().IsMatch(before);
            var score = !denied && Reversed().IsMatch(after) ? 0.7
                : calculated ? 0.8
                : result && !supposed ? Score(value.Index)
                : answer.IsShort ? 0.1 : 0.3;
            yield return new(sentence.Index + value.Index, value.Length, result ? LeakRule.Conclusion : LeakRule.Occurrence, score,
                calculated ? before : "", Fraction(value.Value));
        }

        if (supposed || !(concludes.Success || answer.IsFormula))
        {
            yield break;
        }

        // A formula or a word as the result: "so the point is $(3, 4)$", "hence the day is Tuesday".
        foreach (Match verb in Being().Matches(sentence.Value))
        {
            foreach (var (at, length) in Values(content, sentence.Index + verb.Index + verb.Length, sentence.Index + sentence.Length)
                .Where(value => !DeniedBehind().IsMatch(After(content, value.Start + value.Length))))
            {
                yield return new(at, length, LeakRule.Conclusion, Score(verb.Index + verb.Length), Text: Fraction(content.Substring(at, length)));
            }

            var start = sentence.Index + verb.Index + verb.Length;
            if (answer.IsList && List().Match(content, start, sentence.Index + sentence.Length - start) is { Success: true } list)
            {
                yield return new(list.Index, list.Length, LeakRule.Conclusion, Score(verb.Index), Text: Joined(list));
            }
        }
    }

    /// <summary>A fraction in words, "three quarters", in digits; null for what is none.</summary>
    private static string? Fraction(string text)
    {
        if (SpokenFraction().Match(text) is not { Success: true } spoken)
        {
            return null;
        }

        var over = Array.FindIndex(Numerators, word => word.Equals(spoken.Groups[1].Value, StringComparison.OrdinalIgnoreCase)) + 1;
        var under = Array.Find(Denominators, part => spoken.Groups[2].Value.StartsWith(part.Stem, StringComparison.OrdinalIgnoreCase)).Value;
        return FormattableString.Invariant($"{over}/{under}");
    }

    private static string Before(string text) => text.Length > Reach ? text[^Reach..] : text;

    private static string After(string text, int at) => text.Substring(at, Math.Min(Reach, text.Length - at));

    /// <summary>What stands at a place up to the end of its clause, and the value that it begins with where a word comes after it.</summary>
    private static IEnumerable<(int Start, int Length)> Values(string content, int start, int limit)
    {
        var (from, to) = Trim(content, start, ClauseEnd(content, start, limit));
        if (to <= from || Denial().IsMatch(content[from..to]))
        {
            yield break;
        }

        yield return (from, to - from);
        var first = LeadingValue().Match(content, from, to - from);
        if (first.Success && first.Groups[1].Length < to - from)
        {
            yield return (first.Groups[1].Index, first.Groups[1].Length);
        }
    }

    /// <summary>Where a clause ends; what stands in brackets ends none.</summary>
    private static int ClauseEnd(string content, int start, int limit)
    {
        var depth = 0;
        for (var i = start; i < limit; i++)
        {
            depth += content[i] is '(' or '[' or '{' ? 1 : content[i] is ')' or ']' or '}' ? -1 : 0;
            if ((depth <= 0 || content[i] == '\n') && i > start && Ending().IsMatch(content, i))
            {
                return i;
            }
        }

        return limit;
    }

    private static (int Start, int End) Trim(string text, int start, int end)
    {
        const string around = " \t\r\n.:;,!*$";
        while (start < end && around.Contains(text[start], StringComparison.Ordinal))
        {
            start++;
        }

        while (end > start && (around.Contains(text[end - 1], StringComparison.Ordinal)
            || (text[end - 1] is ')' or ']' && end - 2 > start && text[end - 2] == '\\')))
        {
            end -= text[end - 1] is ')' or ']' ? 2 : 1;
        }

        return start + 1 < end && text[start] == '\\' && text[start + 1] is '(' or '[' ? (start + 2, end) : (start, end);
    }

    [GeneratedRegex(@"(?<![\\A-Za-z])[A-Za-z]{2,}")]
    private static partial Regex Prose();

    [GeneratedRegex(@"\\boxed\s*\{|\\fbox\s*\{")]
    private static partial Regex BoxOpen();

    [GeneratedRegex(@"[^\n]*?(?:[.!?](?=\s+[A-Z\\$(])|\n|\z)")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"(?:\banswer\b|\bresult\b|\bsolution\b)[^.=\n]{0,40}?\s*(?:\bis\b|\bequals\b|\bmust be\b|\bshould be\b|\bwould " +
        @"be\b|\bas\b|\bof\b|:|=|→)|####", RegexOptions.IgnoreCase)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"(?<![<>!:=\\])=(?!=)|\\equiv|≡|→|\bequals\b|\bis equal to\b|\\approx|≈", RegexOptions.IgnoreCase)]
    private static partial Regex Equals();

    [GeneratedRegex(@"[\d)}%](?:\s?[A-Za-z]+){0,3}\s*(?:[-+*/^×·÷−–]|\\times|\\cdot|\\div|x(?=\s*\d))\s*[\\$({]*[\d.\\({]|\\d?frac|\\sqrt|" +
        @"\\binom|\\sum|\\prod|!\s*$|[a-z]\s*\(\s*\d|\d\s*%\s*of|\b(?:plus|minus|times|divided by|(?:sum|product|difference|quotient) of)\b")]
    private static partial Regex Calculation();

    [GeneratedRegex(@"\b(?:let|for|if|when|whenever|suppose|supposing|assume|assuming|take|taking|try|trying|(?:set|at)(?=\s+\$?\\?[a-z]\b)"
        + @"|setting|where|with|case|" +
        @"consider|given|choose|choosing|say|put|letting|test|testing|check|checking|unless|until|instead of|rather than)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Supposition();

    [GeneratedRegex(@"\b(?:so|thus|hence|therefore|consequently|finally|altogether|in " +
        @"total|total|gives?|giving|yields?|yielding|get|obtain|left|leaves|leaving|remain|remaining|in " +
        @"all|conclude|overall|means)\b|\\implies|\\Rightarrow|⇒|∴|\\therefore", RegexOptions.IgnoreCase)]
    private static partial Regex Concluding();

    [GeneratedRegex(
        @"(?:\b(?:is|are|was|were|be|equals?|equal to|gives?|giving|yields?|get|obtain|total of|leaves|leaving|left with|comes to|amounts " +
        @"to|has|have|costs?|makes?|earns?|takes?|needs?|exactly|only)\b|\\implies|⇒)"
        + @"(?:\s+(?:a|an|the|about|only|exactly|just|equal|to|therefore|thus|then|simply|now|still|total|of|us|you|we))*[\s$({\\]*(?:text\{|" +
        @"mathbf\{)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\b(?:is|are|be|equals?|gives|giving|yields|get|obtain)\b:?\s+(?:(?:therefore|thus|then|hence|now|simply|just|exactly"
        + @"|at)\b,?\s*)?",
        RegexOptions.IgnoreCase)]
    private static partial Regex Being();

    [GeneratedRegex(@"^(?:[\s$*)\\{}]|\\[a-z]+|\^\{?\\circ\}?)*(?:[A-Za-z]+(?:\s+(?!is\b|are\b|and\b|or\b|so\b|by\b|times\b|plus\b|minus\b|to\b|" +
        @"cases?\b)[A-Za-z]+){0,3})?(?:[\s$*)\\}]|\^\{?[23]\}?)*(?:[.,;!\n]|\z|\s(?:in|for|of|on|at|per|left|so|and)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Closing();

    [GeneratedRegex(@"^[\s$\\)]*(?:or|,\s*or)\b|^[\s$\\)]*,\s*-?\d+\s*(?:,|or|and)", RegexOptions.IgnoreCase)]
    private static partial Regex Alternative();

    [GeneratedRegex(@"\bor\s+[A-Za-z]?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex AlternativeBefore();

    [GeneratedRegex(@"^\W*(?:not|never|no longer|neither)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Denial();

    [GeneratedRegex(@"\b(?:not|cannot|never|wrong|incorrect|no longer)\b|n't\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    [GeneratedRegex(@"\G(?:(?<![<>!:])=|;|,(?!\d{3}\b)(?=\s)|[.](?=\s|$)|\n|\$(?=[\s.,;:!)]|$)|\\\)|\\\]|\s(?:so|and|because|since|which|but|" +
        @"when|where|or)\s|—)")]
    private static partial Regex Ending();

    [GeneratedRegex(@"\G\s*(?:\\?\$\s?)?(" + Bare + "|" + Words + @")(?=\s+[A-Za-z]|[A-Za-z]{2}|\s*\\(?:text|mathrm|,|;|!|quad|p?mod|end|%)"
        + @"|\s*[/%]|\s*\(mod)", RegexOptions.IgnoreCase)]
    private static partial Regex LeadingValue();

    [GeneratedRegex(@"(?<![\w.\\/^_])(?:" + Number + @")(?![\w/]|\^(?!\{?\\circ))|\\d?frac\{[^{}]*\}\{[^{}]*\}"
        + @"|\b" + Words + @"\b", RegexOptions.IgnoreCase)]
    private static partial Regex Value();

    /// <summary>"42 is the answer", "option (B) is correct".</summary>
    [GeneratedRegex(@"(?<value>" + Bare + "|" + Words + @"|\(?\b[A-J]\b\)?)[\s$*]*(?:is|must be|equals)\s+(?:(?:therefore|thus|then|hence"
        + @"|indeed)\s+)?"
        + @"(?:the|our)\s+(?:final\s+|correct\s+|required\s+)?(?:answer|result|solution)\b"
        + @"|\b(?:option|choice|answer)\s+(?<value>\(?[A-J]\b\)?)\s+(?:is|must be)\s+(?:the\s+)?(?:correct|right|true|answer)\b")]
    private static partial Regex AnchorBehind();

    /// <summary>Values with commas or words between them, possibly each after the name of its unknown.</summary>
    [GeneratedRegex(@"\G[\s$({\[\\]*(?:[A-Za-z]\w?\s*=\s*)?" + Item
        + @"(?:[\s$]*(?:,\s*(?:and\s+|or\s+)?|;\s*|and\s+|or\s+)[\s$]*(?:[A-Za-z]\w?\s*=\s*)?" + Item + ")+")]
    private static partial Regex List();

    [GeneratedRegex(@"(?:^|[,;:.&$\n]|\\[(\[]|(?<!\\)\b([A-Za-z]{2,}))[\s$({]*(?:[A-Za-z](?:_\{?\w+\}?)?'?|"
        + @"\\(?:theta|alpha|beta|gamma|lambda|mu|phi|omega|angle\s*[A-Z]+)|[A-Z]{2,3}|\([a-zA-Z](?:\s*,\s*[a-zA-Z])+\))[\s$)}&]*$")]
    private static partial Regex Unknown();

    [GeneratedRegex("^(?:sin|cos|tan|cot|sec|csc|log|ln|lg|exp|det|gcd|lcm|max|min|mod|plus|minus|times|over)$", RegexOptions.IgnoreCase)]
    private static partial Regex Function();

    /// <summary>What says behind a value that it is wrong.</summary>
    [GeneratedRegex(@"^[\s$*)\\}]*,?\s*(?:(?:but|and)\s+)?(?:(?:which|that|this|it)\s*)?(?:is|was|are|would be|can)"
        + @"(?:n't|\s*not|\s+(?:wrong|incorrect|false|impossible|a mistake|too (?:large|small|big|high|low)))\b", RegexOptions.IgnoreCase)]
    private static partial Regex DeniedBehind();

    /// <summary>What says behind a value, or its percent sign, that so many are the outcome.</summary>
    [GeneratedRegex(@"^.[\s$*)\\}]*(?:(?:[A-Za-z]+\s+){0,2}(?:remains?|exists?|survive)\b|(?:[A-Za-z]+\s+){0,3}(?:in total|altogether|in all"
        + @"|are needed|"
        + @"(?:is|are|were|was)\s+left)\b|(?<=^%\s*)of\s+(?:them|the|these|those)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Remaining();

    [GeneratedRegex(@"^[\s$*)\\}]*(?:is|must be)\s+(?:therefore|thus|hence)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Reversed();

    [GeneratedRegex(@"^(one|two|three|four|five|six|seven|eight|nine)[-\s]+(hal(?:f|ves)|(?:third|quarter|fourth|fifth|sixth|seventh|eighth"
        + @"|ninth|tenth)s?)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex SpokenFraction();

    /// <summary>A letter that stands for a number: no article, no unit behind a number, no x between two numbers, which is a sign.</summary>
    [GeneratedRegex(@"(?<![\\A-Za-z'’])(?!a\s+[A-Za-z$])(?!(?<=\d\s*)x\s*\d)(?:(?<!\d\s?)[a-z]|[abcknpqrtxyz])(?![A-Za-z('’])")]
    private static partial Regex Variable();
}
