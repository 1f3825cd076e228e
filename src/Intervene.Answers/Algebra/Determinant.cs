using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers.Algebra;

/// <summary>Determinants of small matrices by expansion.</summary>
internal static class Determinant
{
    private const int Largest = 5;

    public static Rational? Exact(Node node, Assignment? assignment, Fuel fuel)
    {
        var n = node.Children.Length;
        if (node.Kind != NodeKind.Matrix || n is 0 or > Largest || Array.Exists(node.Children, row => row.Children.Length != n))
        {
            return null;
        }

        var cells = new Rational[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (Algebra.Exact.Value(node[i][j], assignment, fuel) is not { } value)
                {
                    return null;
                }

                cells[i, j] = value;
            }
        }

        return Expand(cells, 0, (1 << n) - 1, n);
    }

    private static Rational Expand(Rational[,] cells, int row, int columns, int n)
    {
        if (row == n)
        {
            return Rational.One;
        }

        var sum = Rational.Zero;
        var negative = false;
        for (var j = 0; j < n; j++)
        {
            if ((columns & (1 << j)) == 0)
            {
                continue;
            }

            var term = cells[row, j] * Expand(cells, row + 1, columns & ~(1 << j), n);
            sum += negative ? -term : term;
            negative = !negative;
        }

        return sum;
    }
}
