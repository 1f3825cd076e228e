namespace Intervene.Problems.Equations;

/// <summary>An operation of an equation, worked out.</summary>
/// <param name="Left">The first number, as it is written.</param>
/// <param name="Operation">One of <c>+ - * /</c>.</param>
/// <param name="Right">The second number.</param>
/// <param name="Result">What comes out, with four decimals at most.</param>
public sealed record EquationStep(string Left, char Operation, string Right, string Result)
{
    /// <summary>The operation as a line of a worked solution: <c>76 - 25 = 51</c>.</summary>
    public string Text => $"{Left} {Operation} {Right} = {Result}";
}
