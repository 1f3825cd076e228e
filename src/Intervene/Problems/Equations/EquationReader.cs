namespace Intervene.Problems.Equations;

/// <summary>Reads an equation's tokens and works it out, operation by operation.</summary>
/// <param name="tokens">Numbers, <c>+ - * /</c> and parentheses.</param>
internal sealed class EquationReader(IReadOnlyList<string> tokens)
{
    private readonly List<EquationStep> _steps = [];
    private int _at;

    public IReadOnlyList<EquationStep> Steps => _steps;

    /// <summary>Reads all tokens as one equation: operators stand before their numbers where one begins it.</summary>
    public bool Read() => (IsOperator(tokens[0]) ? Prefix() : Sum()) is not null && _at == tokens.Count;

    private decimal? Prefix()
    {
        if (_at == tokens.Count)
        {
            return null;
        }

        var token = tokens[_at++];
        return !IsOperator(token) ? EquationSteps.Value(token) : Prefix() is { } left && Prefix() is { } right ? Step(left, token[0], right) : null;
    }

    private decimal? Sum() => Chain(Product, "+", "-");

    private decimal? Product() => Chain(Operand, "*", "/");

    /// <summary>Operands with operators of one rank between them, worked out from the left.</summary>
    private decimal? Chain(Func<decimal?> operand, string one, string other)
    {
        var value = operand();
        while (value is { } left && _at < tokens.Count && (tokens[_at] == one || tokens[_at] == other))
        {
            var operation = tokens[_at++][0];
            value = operand() is { } right ? Step(left, operation, right) : null;
        }

        return value;
    }

    private decimal? Operand()
    {
        if (_at == tokens.Count)
        {
            return null;
        }

        var token = tokens[_at++];
        if (token != "(")
        {
            return EquationSteps.Value(token);
        }

        var inner = Sum();
        return inner is not null && _at < tokens.Count && tokens[_at++] == ")" ? inner : null;
    }

    private decimal? Step(decimal left, char operation, decimal right)
    {
        if (operation == '/' && right == 0)
        {
            return null;
        }

        decimal result;
        try
        {
            result = operation switch { '+' => left + right, '-' => left - right, '*' => left * right, _ => left / right };
        }
        catch (OverflowException)
        {
            return null;
        }

        if (EquationSteps.Value(EquationSteps.Text(result)) is null)
        {
            return null;
        }

        _steps.Add(new EquationStep(EquationSteps.Text(left), operation, EquationSteps.Text(right), EquationSteps.Text(result)));
        return result;
    }

    private static bool IsOperator(string token) => token is "+" or "-" or "*" or "/";
}
