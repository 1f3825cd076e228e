using Intervene.Answers;
using Intervene.Serving.Hosting;
using Intervene.Serving.Rewards;

namespace Intervene.Serving.Tests.Rewards;

/// <summary>Reward servers of the tests: a fault of the program fails the test that sees it.</summary>
internal static class RewardServers
{
    public static async Task<Client> StartAsync(ServerOptions? options = null) =>
        new(await RewardServer.StartAsync(options ?? new ServerOptions(), VerifierOptions.For(Preset.Reward), fault => Assert.Fail(fault)));
}
