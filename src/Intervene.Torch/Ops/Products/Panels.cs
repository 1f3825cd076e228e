namespace Intervene.Torch.Ops.Products;

/// <summary>
/// A matrix [depth, columns] in panels of sixteen columns: the element (k, j) stands at <c>First[j / 16 · Span + 16 k + j mod 16]</c>.
/// </summary>
internal readonly unsafe struct Panels(float* first, nint span, int depth, int columns, float* bias)
{
    /// <summary>The first panel; the last one is filled up with zeros.</summary>
    public float* First => first;

    /// <summary>From panel to panel.</summary>
    public nint Span => span;

    /// <summary>Rows of the matrix: the terms of each sum.</summary>
    public int Depth => depth;

    /// <summary>Columns of the matrix.</summary>
    public int Columns => columns;

    /// <summary>Some neighbouring panels.</summary>
    /// <param name="from">The first panel.</param>
    /// <param name="to">The panel after the last.</param>
    public Panels Part(int from, int to) => new(
        first + (from * span), span, depth, Math.Min(to * PanelKernels.Columns, columns) - (from * PanelKernels.Columns), bias == null
            ? null : bias + (from * PanelKernels.Columns));

    /// <summary>[columns] that is added to every row of a product, or null.</summary>
    public float* Bias => bias;
}
