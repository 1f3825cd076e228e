namespace Intervene.Answers.Numbers;

/// <summary>Ends an evaluation: the value is undefined, or beyond what the arithmetic decides. Never leaves the library.</summary>
internal sealed class NoValueException(string message, bool isUndefined = false) : Exception(message)
{
    /// <summary>Whether the formula has no value at the point, rather than one that is out of reach.</summary>
    public bool IsUndefined { get; } = isUndefined;
}
