using System.Text.Json.Nodes;
using Intervene.Serving.Tests.Models;

namespace Intervene.Serving.Tests.Fleets;

/// <summary>Runs whose recipe names servers: what they leave, and what is refused.</summary>
public class FleetRunTests(ChainsModel model)
{
    private const string PolicyOfSft = "policies: [{ policy: int/sft, endpoints: ['http://127.0.0.1:9'] }]";
    private static readonly string[] Sampled = ["mine", "rollout", "split", "propose", "filter"];

    [Theory]
    [InlineData("vllm")]
    [InlineData("sglang")]
    [InlineData("llama_cpp")]
    public async Task Mine_to_filter_on_three_servers_of_which_one_is_killed_give_the_local_artifacts(string kind)
    {
        using var local = new FleetRun();
        await local.DoAsync(Sampled);
        var seeds = local.Seeds();
        var servers = new ScriptedServer[3];
        for (var i = 0; i < servers.Length; i++)
        {
            servers[i] = await ScriptedServer.StartAsync(model, kind, seeds);
        }

        var killed = 0;
        servers[1].FaultOf = number =>
        {
            if (number >= 10 && Interlocked.Exchange(ref killed, 1) == 0)
            {
                _ = Task.Run(async () => await servers[1].DisposeAsync());
                return Fault.Hang;
            }

            return number == 3 ? Fault.TooMany : Fault.None;
        };
        using var fleet = new FleetRun();
        await fleet.DoAsync(["mine"], Engine(kind, servers));
        await fleet.DoAsync(
            Sampled, Engine(kind, servers[0], servers[2])); // without the dead one: mine is done, for endpoints are no part of its key
        await Task.WhenAll(servers[0].DisposeAsync().AsTask(), servers[2].DisposeAsync().AsTask());

        Assert.Equal(1, killed);
        Assert.Contains("mine skipped", fleet.Notices);
        Assert.Contains(fleet.Notices, notice => notice.Contains("2 of 3 servers are left", StringComparison.Ordinal));
        Assert.Equal(local.Artifacts(), fleet.Artifacts());
        var lines = File.ReadLines(Path.Combine(fleet.Out, "01-samples.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.All(lines, line => Assert.StartsWith($"{kind} 1.2.3 http://127.0.0.1:", (string)line["server"]!, StringComparison.Ordinal));
        Assert.Equal(3, lines.Select(line => (string)line["server"]!).Distinct().Count());

        var record = JsonNode.Parse(File.ReadLines(Path.Combine(fleet.Out, "fleets.jsonl")).First())!;
        var counts = record["servers"]!.AsArray();
        Assert.Equal(lines.Count, counts.Sum(count => (int)count!["completions"]!));
        Assert.True((int)counts[1]!["retries"]! >= 2);
        Assert.Equal(lines.Count, counts.Sum(count => (int)count!["requests"]! - (int)count["retries"]!));
        Assert.True((bool)record["finished"]!);
        Assert.InRange((double)record["mismatch"]!["max_log"]!, 0, 1e-4);
        Assert.Equal(8, (int)record["mismatch"]!["completions"]!);
    }

    [Fact]
    public async Task A_whole_run_on_sglang_that_loads_the_policies_gives_the_local_artifacts()
    {
        using var local = new FleetRun();
        await local.DoAsync([]);
        var seeds = local.Seeds();
        await using var one = await ScriptedServer.StartAsync(model, "sglang", seeds);
        await using var two = await ScriptedServer.StartAsync(model, "sglang", seeds);
        using var fleet = new FleetRun();
        await fleet.DoAsync([], Engine("sglang", "publish: sglang_disk", one, two));
        Assert.Equal(local.Artifacts(), fleet.Artifacts());
        var versions = File.ReadLines(Path.Combine(fleet.Out, "fleets.jsonl"))
            .Select(line => (string)JsonNode.Parse(line)!["weight_version"]!).ToList();
        Assert.Contains("int/step-1", versions);
        Assert.Contains(versions, version => version.StartsWith("int/rl-", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(fleet.Out, "arms", "int", "07-rl", "published")));
    }

    [Fact]
    public async Task A_server_that_forgets_published_weights_is_told_again()
    {
        using var local = new FleetRun();
        await local.DoAsync(["mine", "rl"], "arms=[{ name: rl, examples: none }]");
        var seeds = local.Seeds();
        var first = await ScriptedServer.StartAsync(model, "sglang", seeds);
        await using var second = await ScriptedServer.StartAsync(model, "sglang", seeds);
        var restarted = 0;
        first.FaultOf = number =>
        {
            if (number >= 0 && first.Samples > 20 && Interlocked.Exchange(ref restarted, 1) == 0)
            {
                first.Forget(); // other weights from now on, as after a restart that nobody saw
            }

            return Fault.None;
        };
        using var fleet = new FleetRun();
        await fleet.DoAsync(
            ["mine", "rl"], "arms=[{ name: rl, examples: none }]", Engine("sglang", "publish: sglang_disk, in_flight: 4", first, second));
        Assert.Equal(1, restarted);
        Assert.Equal(local.Artifacts(), fleet.Artifacts());
        Assert.Contains(fleet.Notices, notice => notice.Contains("sampled with the weights 'default'", StringComparison.Ordinal));
        await first.DisposeAsync();
    }

    [Theory]
    [InlineData("kind: vllm", "rl", "rl/int: the servers of engine kind vllm keep the base model's weights")]
    [InlineData("kind: vllm", "evaluate", "evaluate/int: the servers of engine kind vllm have the base model, and not the weights of int/sft and")]
    [InlineData("kind: vllm, publish: endpoints_per_policy, " + PolicyOfSft, "rl", "Set rl.importance_cap")]
    [InlineData("kind: vllm, publish: endpoints_per_policy, " + PolicyOfSft, "evaluate", "not the weights of int/rl, which")]
    [InlineData("kind: vllm, publish: sglang_disk", "mine", "publish sglang_disk goes with kind sglang")]
    [InlineData("kind: sglang, publish: endpoints_per_policy", "mine", "needs policies")]
    [InlineData("kind: vllm, api_key_env: INTERVENE_NO_SUCH_KEY", "mine", "INTERVENE_NO_SUCH_KEY")]
    public async Task What_servers_cannot_do_is_refused_before_the_stage(string engine, string verb, string part)
    {
        using var run = new FleetRun();
        var fault = await Assert.ThrowsAsync<InterveneException>(
            () => run.DoAsync(verb == "mine" ? ["mine"] : [], $"engine={{ {engine}, endpoints: ['http://127.0.0.1:9'] }}"));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(run.Out, "01-samples.jsonl.partial")) && verb != "mine");
    }

    [Fact]
    public async Task A_stage_whose_servers_are_all_lost_goes_on_where_it_stopped()
    {
        using var local = new FleetRun();
        await local.DoAsync(Sampled);
        var seeds = local.Seeds();
        var server = await ScriptedServer.StartAsync(model, "vllm", seeds);
        var dying = 0;
        server.FaultOf = number =>
        {
            if (number >= 30 && Interlocked.Exchange(ref dying, 1) == 0)
            {
                _ = Task.Run(async () => await server.DisposeAsync());
            }

            return dying == 0 ? Fault.None : Fault.Hang;
        };
        using var fleet = new FleetRun();
        var fault = await Assert.ThrowsAsync<InterveneException>(
            () => fleet.DoAsync(["mine"], Engine("vllm", "give_up_seconds: 1, in_flight: 4", server)));
        Assert.Contains("no server has answered for 1 s", fault.Message, StringComparison.Ordinal);
        var kept = File.ReadLines(Path.Combine(fleet.Out, "01-samples.jsonl.partial")).Count();
        Assert.InRange(kept, 20, 40);
        await using var again = await ScriptedServer.StartAsync(model, "vllm", seeds);
        await fleet.DoAsync(["mine"], Engine("vllm", again));
        Assert.Equal(80 - kept, again.Samples);
        Assert.Equal(local.Artifacts()["01-samples.jsonl"], fleet.Artifacts()["01-samples.jsonl"]);
    }

    private static string Engine(string kind, params ScriptedServer[] servers) => Engine(kind, "in_flight: 8", servers);

    private static string Engine(string kind, string more, params ScriptedServer[] servers) =>
        $"engine={{ kind: {kind}, {more}, endpoints: [{string.Join(", ", servers.Select(server => $"'{server.Url}'"))}] }}";
}
