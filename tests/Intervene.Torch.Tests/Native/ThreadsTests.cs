using Intervene.Torch.Devices;
using Intervene.Torch.Native;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Native;

public class ThreadsTests
{
    [Fact]
    public void The_devices_thread_takes_the_number_over()
    {
        var before = NativeTorch.Threads;
        DeviceThread.Host.Run(() => get_num_threads());
        NativeTorch.Threads = before + 1;
        Assert.Equal(before + 1, DeviceThread.Host.Run(() => get_num_threads()));
        NativeTorch.Threads = before;
    }
}
