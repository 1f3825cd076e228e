using System.Diagnostics;
using Intervene.Serving.Rewards;

namespace Intervene.Serving.Tests.Rewards;

public sealed class HookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-hooks").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Verls_function_scores_and_raises_where_there_is_no_grade()
    {
        await using var client = await RewardServers.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "hook.py"), RewardHook.Verl(client.Url, "KEY"), TestContext.Current.CancellationToken);
        var said = await PythonAsync("""
            import hook
            print(hook.compute_score(data_source="x", solution_str="\\boxed{3}", ground_truth="3", extra_info={}))
            print(hook.compute_score("x", "é", 3)["verdict"])
            try: hook.compute_score("x", "\\boxed{3}", "")
            except RuntimeError as fault: print(fault)
            """);
        Assert.Contains("'score': 1.0, 'verdict': 'correct'", said, StringComparison.Ordinal);
        Assert.Contains("no_answer", said, StringComparison.Ordinal);
        Assert.Contains("bad_row: The field 'gold' is empty", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trls_function_rewards_a_batch_and_leaves_out_what_has_no_grade()
    {
        await using var client = await RewardServers.StartAsync(new() { ApiKey = "se\"cret" });
        await File.WriteAllTextAsync(Path.Combine(_folder, "hook.py"), RewardHook.Trl(client.Url, "KEY"), TestContext.Current.CancellationToken);
        var said = await PythonAsync("""
            import hook
            chat = [{"role": "assistant", "content": "\\boxed{4}"}]
            print(hook.intervene_reward(prompts=["a", "b", "c"], completions=["\\boxed{3}", chat, "x"], answer=["3", 5, ""], log_extra=print, log_metric=print))
            try: hook.intervene_reward(prompts=["a"], completions=["b"], solution=["3"])
            except KeyError as fault: print(fault)
            """);
        Assert.Contains("[1.0, 0.0, None]", said, StringComparison.Ordinal);
        Assert.Contains("['correct', 'wrong', 'bad_row']", said, StringComparison.Ordinal);
        Assert.Contains("['prompts', 'solution']", said, StringComparison.Ordinal);
    }

    private async Task<string> PythonAsync(string program)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(program);
        start.Environment["KEY"] = "se\"cret";
        start.Environment["PYTHONPATH"] = _folder;
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        Process python;
        try
        {
            python = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no python3 on this machine.");
            return "";
        }

        using (python)
        {
            var errors = python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await python.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(python.ExitCode == 0, await errors);
            return output;
        }
    }
}
