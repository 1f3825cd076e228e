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
        foreach (var line in new[] { "mine", "rollout", "filter" }.SelectMany(fleet.Table))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(line); // the table of docs/fleets.md
        }

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
    public async Task With_servers_of_each_policy_training_samples_from_where_it_began_and_every_policy_is_measured_on_its_own()
    {
        const string Capped = "rl.importance_cap=2";
        using var local = new FleetRun();
        await local.DoAsync([], Capped);
        var seeds = local.Seeds();
        using var fleet = new FleetRun();
        string[] policies = ["int/sft", "int/rl", "rl/rl"];
        await using var first = await ScriptedServer.StartAsync(model, "vllm", seeds);
        var servers = new ScriptedServer[policies.Length];
        for (var i = 0; i < servers.Length; i++)
        {
            var folder = policies[i].Replace("/sft", "/06-sft", StringComparison.Ordinal).Replace("/rl", "/07-rl", StringComparison.Ordinal);
            servers[i] = await ScriptedServer.StartAsync(model, "vllm", seeds, from: Path.Combine(fleet.Out, "arms", folder, "model"));
        }

        var named = policies.Zip(servers, (policy, server) => $"{{ policy: {policy}, endpoints: ['{server.Url}'] }}");
        await fleet.DoAsync([], Capped, Engine("vllm", $"publish: endpoints_per_policy, policies: [{string.Join(", ", named)}]", first));
        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));

        var (own, found) = (local.Artifacts(), fleet.Artifacts());
        foreach (var name in own.Keys.Where(name => !Path.GetDirectoryName(name)!.Contains("07-rl", StringComparison.Ordinal)
            && Path.GetFileName(name) != "08-evaluation.jsonl"))
        {
            Assert.Equal(Samples(own[name]), Samples(found[name])); // of policies that both runs have
        }

        var metrics = File.ReadLines(Path.Combine(fleet.Out, "arms", "int", "07-rl", "metrics.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.InRange((double)metrics[0]["training/rollout_probs_diff_max"]!, 0, 1e-4); // the weights that it began with
        Assert.True((double)metrics[1]["training/rollout_probs_diff_max"]! > 1e-4); // others by now
        var steps = Directory.EnumerateFiles(Path.Combine(fleet.Out, "arms", "int", "07-rl", "rollouts"))
            .SelectMany(File.ReadLines).Select(line => (string)JsonNode.Parse(line)!["weight_version"]!).Distinct();
        Assert.StartsWith("int/sft-", Assert.Single(steps), StringComparison.Ordinal);
        var samples = File.ReadLines(Path.Combine(fleet.Out, "arms", "int", "08-samples.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.All(samples, line => Assert.EndsWith(
            servers[(string)line["policy"]! == "sft" ? 0 : 1].Url, (string)line["server"]!, StringComparison.Ordinal));

        static string Samples(string lines) =>
            string.Join('\n', lines.Split('\n').Where(line => !line.Contains("\"policy\":\"rl\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Tokens_without_a_log_probability_are_trained_on_with_the_weight_one_and_counted()
    {
        string[] more = ["rl.importance_cap=2", "rl.steps=1", "arms=[{ name: rl, examples: none }]"];
        using var local = new FleetRun();
        await local.DoAsync(["mine", "rl"], more);
        await using var server = await ScriptedServer.StartAsync(model, "sglang", local.Seeds());
        server.HidesStopToken = true;
        using var fleet = new FleetRun();
        await fleet.DoAsync(["mine", "rl"], [.. more, Engine("sglang", "publish: sglang_disk", server)]);
        JsonNode Step(FleetRun run) => JsonNode.Parse(File.ReadLines(Path.Combine(run.Out, "arms", "rl", "07-rl", "metrics.jsonl")).Single())!;
        var (own, found) = (Step(local), Step(fleet));
        var stopped = File.ReadLines(Path.Combine(fleet.Out, "arms", "rl", "07-rl", "rollouts", "step-000001.jsonl"))
            .Count(line => line.Contains("\"finish_reason\":\"stop\"", StringComparison.Ordinal));
        var record = JsonNode.Parse(File.ReadLines(Path.Combine(fleet.Out, "fleets.jsonl")).Last())!;
        Assert.InRange(stopped, 1, 16);
        Assert.Equal(("rl/rl", stopped), ((string)record["stage"]!, (int)record["tokens_without_log_prob"]!));
        foreach (var name in (string[])["actor/pg_loss", "actor/grad_norm", "training/rollout_probs_diff_mean"])
        {
            Assert.Equal((double)own[name]!, (double)found[name]!, 1e-4);
        }
    }

    [Fact]
    public async Task The_search_and_the_oracles_that_ask_the_policy_sample_on_servers_too()
    {
        string[] verbs = ["mine", "rollout", "split", "propose", "filter", "sft"];
        string[] more =
        [
            "arms=[{ name: int }]", "propose.oracle=[{ kind: reference }, { kind: rollouts, samples: 2, sampling: { max_tokens: 160 } }]",
            "tune={ validation_problems: 2, easy_problems: 1, samples: 2, sft_learning_rates: [0.0003], sft_epochs: [1], "
                + "rl_learning_rates: [0.0001], rl_steps: 1 }",
        ];
        using var local = new FleetRun();
        await local.DoAsync(verbs, more);
        var seeds = local.Seeds();
        await using var server = await ScriptedServer.StartAsync(model, "sglang", seeds);
        using var fleet = new FleetRun();
        await fleet.DoAsync(verbs, [.. more, Engine("sglang", "publish: sglang_disk", server)]);
        Assert.Equal(local.Artifacts(), fleet.Artifacts());
        var records = File.ReadLines(Path.Combine(fleet.Out, "fleets.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(
            ["filter", "mine", "propose", "rollout", "tune/int", "tune/int", "tune/int"], records.Select(record => (string)record["stage"]!).Order());
        Assert.All(records, record => Assert.True((bool)record["finished"]!));
        Assert.False(Directory.Exists(Path.Combine(fleet.Out, "arms", "int", "05-tuning")));

        using var kept = new FleetRun();
        await using var other = await ScriptedServer.StartAsync(model, "vllm", seeds);
        await kept.DoAsync(verbs, [.. more, Engine("vllm", other)]); // cannot load a trial's weights
        Assert.Equal(local.Artifacts(), kept.Artifacts());
        Assert.Contains(
            kept.Notices, notice => notice.Contains("trials sample on this program's engine: servers of kind vllm", StringComparison.Ordinal));
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
