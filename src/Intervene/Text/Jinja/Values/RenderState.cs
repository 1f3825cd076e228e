using System.Runtime.CompilerServices;
using System.Text;

namespace Intervene.Text.Jinja.Values;

/// <summary>One render: where output goes, and how much work and memory is left.</summary>
internal sealed class RenderState(RenderLimits limits, Func<DateTimeOffset> now)
{
    private const int CheapPart = 8; // characters of a part that are compared at once

    private int _steps;
    private int _calls;
    private long _characters;
    private long _touched;

    [ThreadStatic]
    private static RenderState? _current;

    /// <summary>Where output goes now.</summary>
    public StringBuilder Output { get; private set; } = new();

    /// <summary>The time for <c>strftime_now</c>.</summary>
    public DateTimeOffset Now() => now();

    /// <summary>Counts one step, before anything is evaluated or executed.</summary>
    public void Step()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_steps > limits.Steps)
        {
            throw JinjaException.Limit($"the template takes more than {limits.Steps} steps");
        }
    }

    /// <summary>Counts text or items before they are made, so that a template cannot fill the memory.</summary>
    public void Spend(long size)
    {
        _characters += Math.Max(0, size);
        if (_characters > limits.Characters)
        {
            throw JinjaException.Limit($"the template makes more than {limits.Characters} characters of text");
        }
    }

    /// <summary>Runs an action with nested values compared and printed within this budget.</summary>
    public void Use(Action action)
    {
        var outer = _current;
        _current = this;
        try
        {
            action();
        }
        finally
        {
            _current = outer;
        }
    }

    /// <summary>Counts a nested value that is compared or printed: values share parts, so that a small one can unfold without end.</summary>
    public static void Unfold(long size)
    {
        _current?.Step();
        _current?.Spend(size);
    }

    /// <summary>Counts a value that is about to be searched or walked over.</summary>
    public void Touch(object? value)
    {
        Look(value switch
        {
            string text => text.Length,
            IReadOnlyList<object?> list => 16L * list.Count,
            JinjaTuple tuple => 16L * tuple.Items.Count,
            JinjaDict dict => 16L * dict.Count,
            DictView view => 16L * view.Items.Count,
            _ => 1,
        });
    }

    /// <summary>The same for a count of characters, within the render that runs.</summary>
    public static void LookAt(long characters) => _current?.Look(characters);

    /// <summary>
    /// Counts a search before it is made, at its worst: where much of the part is found again and again, every place costs the part's length.
    /// </summary>
    public static void LookFor(string part, string text) => LookAt(text.Length * Math.Max(1L, Math.Min(part.Length, text.Length) / CheapPart));

    private void Look(long characters)
    {
        _touched += characters;
        if (_touched > limits.Touched)
        {
            throw JinjaException.Limit($"the template looks at more than {limits.Touched} characters of text");
        }
    }

    /// <summary>Counts items of lists before they are made.</summary>
    public void SpendItems(long count) => Spend(8 * Math.Max(0, count));

    /// <summary>Adds to the output.</summary>
    public void Write(string text)
    {
        Spend(text.Length);
        Output.Append(text);
    }

    /// <summary>What an action writes, instead of the output.</summary>
    public string Capture(Action action)
    {
        if (++_calls > limits.Depth)
        {
            throw JinjaException.Limit($"macros, calls and loops are nested more than {limits.Depth} deep");
        }

        var outer = Output;
        Output = new();
        try
        {
            action();
            return Output.ToString();
        }
        finally
        {
            Output = outer;
            _calls--;
        }
    }
}
