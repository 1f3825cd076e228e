namespace Intervene.Answers.Tests;

/// <summary>A random scalar expression that prints in several styles and rewrites itself by identities.</summary>
internal sealed record RandomExpression(string Operator, RandomExpression[] Parts, string Leaf = "")
{
    private static readonly string[] Functions = ["\\sin", "\\cos", "\\exp", "\\sqrt"];

    public static RandomExpression Make(Random random, int depth)
    {
        if (depth == 0 || random.Next(5) == 0)
        {
            return Of(random.Next(4) switch
            {
                0 => "x",
                1 => "y",
                2 => "\\pi",
                _ => random.Next(1, 30)
                .ToString(System.Globalization.CultureInfo.InvariantCulture)
            });
        }

        var a = Make(random, depth - 1);
        return random.Next(6) switch
        {
            0 => new("+", [a, Make(random, depth - 1)]),
            1 => new("-", [a, Make(random, depth - 1)]),
            2 => new("*", [a, Make(random, depth - 1)]),
            3 => new("/", [a, Of(random.Next(2, 9).ToString(System.Globalization.CultureInfo.InvariantCulture))]),
            4 => new("^", [a, Of(random.Next(2, 4).ToString(System.Globalization.CultureInfo.InvariantCulture))]),
            _ => new(Functions[random.Next(2)], [a]),
        };
    }

    /// <summary>The same value by another expression.</summary>
    public RandomExpression Rewritten(Random random)
    {
        RandomExpression[] parts = [.. Parts.Select(p => p.Rewritten(random))];
        var same = this with { Parts = parts };
        return random.Next(8) switch
        {
            0 when Operator is "+" or "*" => new(Operator, [parts[1], parts[0]]),
            1 when Operator == "-" => new("+", [new("*", [Of("-1"), parts[1]]), parts[0]]),
            2 when Operator == "^" && parts[1].Leaf == "2" => new("*", [parts[0], parts[0]]),
            3 when Operator == "\\sin" => new("*", [Of("2"), new("*", [new("\\sin", [new("/", [parts[0], Of("2")])]),
                new("\\cos", [new("/", [parts[0], Of("2")])])])]),
            4 => new("+", [same, Of("0")]),
            5 => new("-", [new("+", [same, Of("x")]), Of("x")]),
            6 => new("/", [new("*", [same, Of("7")]), Of("7")]),
            _ => same,
        };
    }

    /// <summary>Another value: one constant is added.</summary>
    public RandomExpression Changed(Random random) => new(random.Next(2) == 0 ? "+"
        : "-", [this, Of(random.Next(1, 5).ToString(System.Globalization.CultureInfo.InvariantCulture))]);

    public string Print(Random random)
    {
        if (Leaf.Length > 0)
        {
            return Leaf[0] == '-' ? $"({Leaf})" : Leaf;
        }

        var a = Parts[0].Print(random);
        var b = Parts.Length > 1 ? Parts[1].Print(random) : "";
        var (open, close) = random.Next(2) == 0 ? ("(", ")") : ("\\left(", "\\right)");
        return Operator switch
        {
            "+" => $"{open}{a} + {b}{close}",
            "-" => $"{open}{a}-{open}{b}{close}{close}",
            "*" => random.Next(3) switch { 0 => $"{open}{a}{close}{open}{b}{close}", 1 => $"{open}{a} \\cdot {b}{close}", _ => $"({a}*{b})" },
            "/" => random.Next(2) == 0 ? $"\\frac{{{a}}}{{{b}}}" : $"(({a})/{b})",
            "^" => $"{{{open}{a}{close}}}^{{{b}}}",
            _ => $"{Operator}{open}{a}{close}",
        };
    }

    private static RandomExpression Of(string leaf) => new("", [], leaf);
}
