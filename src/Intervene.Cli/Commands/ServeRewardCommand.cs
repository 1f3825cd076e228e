using System.CommandLine;
using System.Net;
using Intervene.Answers;
using Intervene.Files;
using Intervene.Serving.Rewards;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene serve-reward</c>: the verifier as a server, for whoever trains elsewhere.</summary>
internal static class ServeRewardCommand
{
    private const string KeyVariable = "INTERVENE_REWARD_KEY";

    public static Command Create()
    {
        var server = new ServeOptions(timeoutSeconds: 120);
        var preset = new Option<Preset>("--preset") { Description = "How answers are compared.", DefaultValueFactory = _ => Preset.Reward };
        var bare = new Option<bool>("--bare-formula") { Description = "A response that is one formula without prose and box is its own answer." };
        var verl = new Option<string?>("--write-verl") { Description = "Write a Python file with verl's compute_score, which asks this server." };
        var trl = new Option<string?>("--write-trl") { Description = "Write a Python file with a reward function of TRL, which asks this server." };
        var command =
            new Command("serve-reward", "Serve the verifier over HTTP to OpenRLHF, slime, PipelineRL, verl and TRL.") { preset, bare, verl, trl };
        foreach (var option in server.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, _) =>
        {
            var options = server.Read(parsed);
            var switches = VerifierOptions.For(parsed.GetValue(preset));
            await using var running =
                await RewardServer.StartAsync(
                    options, parsed.GetValue(bare) ? switches.WithBareFormula() : switches, Console.Error.WriteLine).ConfigureAwait(false);
            var variable = server.KeyVariable(parsed) ?? KeyVariable;
            Write(parsed.GetValue(verl), RewardHook.Verl(Reachable(running.Url), variable));
            Write(parsed.GetValue(trl), RewardHook.Trl(Reachable(running.Url), variable));
            Console.Out.WriteLine($"listening on {running.Url.ToString().TrimEnd('/')}");
            await running.WaitAsync().ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    /// <summary>The address as other machines reach it: one that means all of this machine's addresses is none to send to.</summary>
    private static Uri Reachable(Uri url) =>
        IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(url) { Host = Dns.GetHostName() }.Uri
            : url;

    private static void Write(string? path, string text)
    {
        if (path is not null)
        {
            AtomicFile.Write(path, text);
        }
    }
}
