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
        Assert.InRange(Tensor.TotalCount, 0, before); // earlier tests may still have left some to finalizers
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
