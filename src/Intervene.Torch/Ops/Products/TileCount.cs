namespace Intervene.Torch.Ops.Products;

/// <summary>A number that the compiler knows: one compiled tile for each number of rows and panels, without branches in its loop.</summary>
internal interface ITileCount
{
    /// <summary>The number.</summary>
    static abstract int Value { get; }
}

internal readonly struct One : ITileCount
{
    public static int Value => 1;
}

internal readonly struct Two : ITileCount
{
    public static int Value => 2;
}

internal readonly struct Three : ITileCount
{
    public static int Value => 3;
}

internal readonly struct Four : ITileCount
{
    public static int Value => 4;
}

internal readonly struct Six : ITileCount
{
    public static int Value => 6;
}
