using System.Text.RegularExpressions;

namespace StepCheckers;

/// <summary>Follows a stack of brackets: <c>[ ; stack: { [</c>, then what must be closed.</summary>
public sealed partial class BracketChecker : IStepChecker
{
    private const string Opening = "([{<";
    private const string Closing = ")]}>";

    /// <inheritdoc/>
    public bool Knows(string problem) => problem.Any(Opening.Contains)
        && problem.All(c => char.IsWhiteSpace(c) || Opening.Contains(c) || Closing.Contains(c));

    /// <inheritdoc/>
    public Finding? Check(string problem, IReadOnlyList<string> steps)
    {
        var input = Brackets(problem);
        var stack = "";
        var read = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            var found = Push().Match(steps[i]) is { Success: true } push ? Follow(push, input, ref read, ref stack)
                : Finish(steps[i], read == input.Length, stack);
            if (found is { } wrong)
            {
                return new Finding(i + 1, wrong.Reason, wrong.Content);
            }
        }

        return null;
    }

    private static (string Reason, string? Content)? Follow(Match push, string input, ref int read, ref string stack)
    {
        var token = push.Groups[1].Value;
        if (read == input.Length)
        {
            return ($"\"{token}\" comes after the end of the input", null);
        }

        var next = input[read++];
        stack = Opening.Contains(next) ? stack + next : stack.Length > 0 ? stack[..^1] : stack;
        return token == next.ToString() && Brackets(push.Groups[2].Value) == stack ? null
            : ($"the next bracket is \"{next}\", and the stack then holds \"{Spaced(stack)}\"",
            $"{next} ; stack: {(stack.Length == 0 ? "empty" : Spaced(stack))}");
    }

    private static (string Reason, string? Content)? Finish(string step, bool complete, string stack)
    {
        var needed = string.Concat(stack.Reverse().Select(open => Closing[Opening.IndexOf(open)]));
        if (step.Contains("final stack", StringComparison.Ordinal))
        {
            var said = step[step.IndexOf("final stack", StringComparison.Ordinal)..].Split("We ")[0];
            return !complete ? ("the input has not been read to its end", null)
                : Brackets(said) == stack ? null
                : ($"the final stack is \"{Spaced(stack)}\"",
                $"Now, we have reached the end. The final stack is {(stack.Length == 0 ? "empty" : $"\"{Spaced(stack)}\"")}.");
        }

        if (step.Contains("pop out", StringComparison.Ordinal))
        {
            var popped = step[step.IndexOf("pop out", StringComparison.Ordinal)..].Split("So")[0];
            var order = string.Concat(stack.Reverse());
            if (Brackets(popped) is { Length: > 0 } brackets && brackets != order && !Counted().IsMatch(popped))
            {
                return ($"the stack is popped in the order \"{Spaced(order)}\"", null);
            }
        }

        if (step.Contains("we need", StringComparison.Ordinal))
        {
            var closing = Brackets(step[step.IndexOf("we need", StringComparison.Ordinal)..].Split("So the answer")[0]);
            if (closing != needed)
            {
                return ($"\"{Spaced(needed)}\" closes the stack", null);
            }
        }

        var answer = step.LastIndexOf("answer is", StringComparison.Ordinal);
        return answer >= 0 && Brackets(step[(answer + 9)..]) != needed ? ($"the answer is \"{Spaced(needed)}\"", null) : null;
    }

    private static string Brackets(string text) => string.Concat(text.Where(c => Opening.Contains(c) || Closing.Contains(c)));

    private static string Spaced(string brackets) => string.Join(' ', brackets.ToCharArray());

    [GeneratedRegex(@"\b(once|twice|thrice|times|all)\b")]
    private static partial Regex Counted();

    [GeneratedRegex(@"^\s*([\(\)\[\]{}<>])\s*;\s*stack:(.*)$")]
    private static partial Regex Push();
}
