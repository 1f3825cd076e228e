using Intervene.Answers.Comparison;
using Intervene.Answers.Extraction;
using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers;

/// <summary>A gold answer parsed once, to be compared with many responses. Immutable, so that threads may share it.</summary>
public sealed class CompiledGold
{
    private readonly VerifierOptions _options;
    private readonly Node? _tree;
    private readonly string _formula = "";
    private readonly Readings _seen;
    private readonly string _failure;
    private readonly string _printed;
    private readonly int _members;
    private readonly char? _choice;
    private readonly (char Letter, string Value)? _labelled;
    private readonly CompiledGold? _value;

    private CompiledGold(string text, VerifierOptions options)
    {
        Text = text;
        _options = options;
        try
        {
            var boxes = Boxes.In(text, 0, text.Length, 1);
            var inner = boxes.Count == 1 ? boxes[0].In(text) : Loose.OfSentence(text) is { } formulaOnly ? formulaOnly.In(text) : text;
            _formula = inner;
            _tree = Parser.Parse(inner, new Fuel(_options.FuelBudget), _options.Usual, out _seen);
            _failure = "";
        }
        catch (Exception e) when (e is ParseException or OutOfFuelException)
        {
            _failure = e is ParseException ? e.Message : "the gold is too long";
        }

        _labelled = Choices.Labelled(text);
        if (_labelled is not null)
        {
            _value = Compile(_labelled.Value.Value, _options);
        }

        _choice = Choices.Of(text) ?? (text.Length > 2 && text[1] == ' ' && text[0] is >= 'A' and <= 'J' && char.IsAsciiLetterUpper(text[2])
            ? text[0] : null);
        _printed = _tree?.ToString() ?? "";
        _members = _tree is { Kind: NodeKind.List or NodeKind.Set } ? _tree.Children.Length : _tree is not null
            && _tree.Any(static n => n.Kind == NodeKind.PlusMinus) ? 2 : 1;
    }

    /// <summary>The gold as it was given.</summary>
    public string Text { get; }

    /// <summary>Whether the gold is in the grammar; when it is not, only the very same text is <see cref="Outcome.Correct"/>.</summary>
    public bool IsParsed => _tree is not null;

    /// <summary>Why the gold was not read; empty when it was.</summary>
    public string Failure => _failure;

    internal char? Choice => _choice;

    /// <summary>Parses a gold under a preset.</summary>
    /// <param name="gold">The answer, bare or in a box.</param>
    /// <param name="preset">The switches.</param>
    public static CompiledGold Compile(string gold, Preset preset = Preset.Reward) => Compile(gold, VerifierOptions.For(preset));

    /// <summary>Parses a gold under switches of one's own.</summary>
    /// <param name="gold">The answer, bare or in a box.</param>
    /// <param name="options">The switches.</param>
    public static CompiledGold Compile(string gold, VerifierOptions options)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(options);
        return new CompiledGold(gold, options);
    }

    /// <summary>Extracts the answer of a response and compares it with the gold; never throws for what a response holds.</summary>
    /// <param name="response">The full response, or the answer alone; null reads as empty.</param>
    public Verdict Verify(string? response) => Verify(response, null);

    internal Verdict Verify(string? response, List<(Readings Reading, Match Match)>? trace)
    {
        response ??= "";
        Fuel fuel = new(_options.FuelBudget);
        Verdict start = new() { Outcome = Outcome.NoAnswer, Rule = "no-answer", Gold = _printed };
        if (AnswerExtractor.Find(response, _options.Extraction, _members, _choice is not null, out var boxes) is not { } span)
        {
            return Repeats(response) ? start with { Outcome = Outcome.Correct, Rule = "verbatim" } : start;
        }

        var answer = boxes.Count > 1 ? string.Join(", ", boxes.AsEnumerable().Reverse().Select(box => box.In(response))) : span.In(response);
        answer = answer.Length > 4 && answer.StartsWith("**", StringComparison.Ordinal) && answer.EndsWith("**", StringComparison.Ordinal)
            ? answer[2..^2] : answer;
        start = start with { SpanStart = span.Start, SpanLength = span.Length };
        if (string.IsNullOrWhiteSpace(answer))
        {
            return start with { Rule = "empty" };
        }

        return Compared(start, answer, fuel, trace);
    }

    /// <summary>The tree under a reading; null when the gold is not in the grammar.</summary>
    internal Node? Read(Readings reading) => _tree is null || reading == Readings.Default ? _tree
        : Parser.Parse(_formula, new Fuel(_options.FuelBudget), reading, out _);

    /// <summary>A gold whose braces do not close cannot be cut out of a box: the response has to end with it as it is, in a box.</summary>
    private bool Repeats(string response) => _tree is null && Boxes.EndsIn(response, Text);

    private static Outcome Said(Match match) => match.Equal switch { true => Outcome.Correct, false => Outcome.Wrong, null => Outcome.OutOfFuel };

    /// <summary>Tries the other meanings of ambiguous notation, on both sides at once, until one makes them equal.</summary>
    private Verdict Reread(Verdict start, string answer, Readings candidates, Fuel fuel, List<(Readings, Match)>? trace)
    {
        for (var bit = 1; candidates != 0 && bit <= (int)Readings.ImaginaryJ; bit <<= 1)
        {
            var reading = (Readings)bit;
            if ((candidates & reading) == 0)
            {
                continue;
            }

            var left = (_seen & reading) == 0 ? _tree! : Parser.Parse(_formula, fuel, reading, out _);
            var right = Parser.Parse(answer, fuel, reading, out _);
            var match = new Comparer(_options.Comparison, fuel).Compare(left, right);
            trace?.Add((reading, match));
            if (match.IsYes)
            {
                return start with
                {
                    Outcome = Outcome.Correct,
                    Rule = match.Rule,
                    Reading = Joint.Name(reading),
                    Gold = left.ToString(),
                    Answer = right.ToString(),
                    Fuel = fuel.Used
                };
            }
        }

        return start;
    }

    /// <summary>The verdict on a letter, or on a value beside a letter; null when neither side has one.</summary>
    private Verdict? Chosen(Verdict start, string answer, Fuel fuel, List<(Readings, Match)>? trace)
    {
        var given = Choices.Labelled(answer);
        if (_choice is { } letter && Choices.Of(answer) is { } chosen)
        {
            var verdict = start with { Outcome = letter == chosen ? Outcome.Correct : Outcome.Wrong, Rule = "choice", Answer = chosen.ToString() };
            return verdict.IsCorrect && _value is not null && given is { } both ? _value.Compared(start, both.Value, fuel, trace) : verdict;
        }

        return _value is not null ? _value.Compared(start, answer, fuel, trace)
            : _choice is null && given is { } label ? Compared(start, label.Value, fuel, trace)
            : null;
    }

    private Verdict Compared(Verdict start, string answer, Fuel fuel, List<(Readings, Match)>? trace)
    {
        if (LongIntegers.Same(Text, answer) is { } same)
        {
            return start with { Outcome = same ? Outcome.Correct : Outcome.Wrong, Rule = "digits", Fuel = answer.Length };
        }

        if (Chosen(start, answer, fuel, trace) is { } chosen)
        {
            return chosen;
        }

        if (_tree is null)
        {
            return Text.AsSpan().Trim().SequenceEqual(answer.AsSpan().Trim())
                ? start with { Outcome = Outcome.Correct, Rule = "verbatim" }
                : start with { Outcome = Outcome.Unparsable, Rule = "gold: " + _failure };
        }

        Node? read = null;
        try
        {
            var given = DecimalComma.Read(answer, _tree);
            read = Parser.Parse(given, fuel, _options.Usual, out var ambiguous);
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            var match = new Comparer(_options.Comparison, fuel).Compare(_tree, read);
            trace?.Add((Readings.Default, match));
            start = match.IsYes || !_options.Comparison.JointReadings ? start : Reread(start, given, Joint.Of(_seen, ambiguous, _tree), fuel, trace);
            return start.IsCorrect ? start : start with { Outcome = Said(match), Rule = match.Rule, Answer = read.ToString(), Fuel = fuel.Used };
        }
        catch (ParseException e)
        {
            return start with { Outcome = Outcome.Unparsable, Rule = "answer: " + e.Message, Fuel = fuel.Used };
        }
        catch (OutOfFuelException)
        {
            return start with { Outcome = Outcome.OutOfFuel, Rule = "fuel", Answer = read?.ToString() ?? "", Fuel = fuel.Used };
        }
        catch (Exception e) when (e is NoValueException or OverflowException or ArithmeticException or InsufficientExecutionStackException)
        {
            return start with { Outcome = Outcome.OutOfFuel, Rule = "out of reach: " + e.Message, Answer = read?.ToString() ?? "", Fuel = fuel.Used };
        }
    }
}
