namespace Intervene.Torch.Ops.Products;

/// <summary>What becomes of the numbers that stand where a product goes.</summary>
internal enum Sums
{
    /// <summary>Nothing: y = x B.</summary>
    Begin,

    /// <summary>They are added at the end: y = y + x B.</summary>
    Add,

    /// <summary>The product's sums begin with them, so that a product in pieces along its depth has the bits of one in a single piece.</summary>
    GoOn,
}
