using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Training;

/// <summary>Asserts that work leaves no tensor behind.</summary>
internal static class Leaks
{
    public static void None(Action work)
    {
        work();
        Collect();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 3; i++)
        {
            work();
        }

        Collect();
        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
