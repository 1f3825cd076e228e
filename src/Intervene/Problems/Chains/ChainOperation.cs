namespace Intervene.Problems.Chains;

/// <summary>One operation of a chain.</summary>
/// <param name="Operator"><c>+</c>, <c>-</c> or <c>*</c>.</param>
/// <param name="Operand">A positive number.</param>
public readonly record struct ChainOperation(char Operator, int Operand)
{
    /// <summary>The running value after the operation.</summary>
    public int Apply(int value) => Operator switch
    {
        '+' => value + Operand,
        '-' => value - Operand,
        '*' => value * Operand,
        _ => throw new InvalidOperationException($"unknown operator '{Operator}'"),
    };
}
