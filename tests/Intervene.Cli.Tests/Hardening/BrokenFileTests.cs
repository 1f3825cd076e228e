using System.Diagnostics;
using Intervene.Cli.Tests.EndToEnd;

namespace Intervene.Cli.Tests.Hardening;

/// <summary>
/// Every broken file is thrown at every verb that reads such a file: there is one message, an exit code that tells its kind, no stack trace, nothing
/// that a terminal obeys, and an end within seconds.
/// </summary>
public sealed class BrokenFileTests : IDisposable
{
    private const int MostMemory = 1 << 30; // bytes of managed memory
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly string Chains = Path.Combine(AppContext.BaseDirectory, "models", "chains");
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-broken-").FullName;

    /// <summary>A broken file's place, and the command line that reads it.</summary>
    public static TheoryData<string, string[]> Verbs => new()
    {
        { "recipe.yaml", ["run", "@recipe.yaml", "--out", "@run", "--dry-run"] },
        { "recipe.yaml", ["pretrain", "@recipe.yaml", "updates=0", "--out", "@model-out"] },
        { "rows.jsonl", ["tokenize", "CHAINS", "--in", "@rows.jsonl", "--out", "@out.jsonl"] },
        { "rows.jsonl", ["render", "@good.jinja", "--in", "@rows.jsonl", "--out", "@out.jsonl"] },
        { "rows.jsonl", ["score", "CHAINS", "--in", "@rows.jsonl", "--out", "@out.jsonl"] },
        { "rows.jsonl", ["losses", "--in", "@rows.jsonl", "--out", "@out.jsonl"] },
        { "rows.jsonl", ["verify", "--cases", "@rows.jsonl", "--out", "@out.jsonl"] },
        { "rows.jsonl", ["verify", "audit", "--cases", "@rows.jsonl"] },
        { "rows.jsonl", ["locate", "--oracle", "arithmetic", "--in", "@rows.jsonl", "--out", "@out.jsonl"] },
        { "rows.jsonl", ["prompt", "show", "replacement-list", "--in", "@rows.jsonl"] },
        { "prompt.txt", ["prompt", "show", "@prompt.txt", "--in", "@good.jsonl"] },
        { "rows.jsonl", ["problems", "@rows.jsonl"] },
        { "rows.json", ["problems", "@rows.json"] },
        { "rows.csv", ["problems", "@rows.csv"] },
        { "rows.jsonl.gz", ["problems", "@rows.jsonl.gz"] },
        { "rows.parquet", ["problems", "@rows.parquet"] },
        { "rows.jsonl", ["run", "@good.yaml", "--out", "@run", "--dry-run", "problems=[{ kind: file, path: '@rows.jsonl' }]"] },
        { "bad.jinja", ["render", "@bad.jinja", "--in", "@good.jsonl", "--out", "@out.jsonl"] },
        { "messages.json", ["generate", "CHAINS", "--messages", "@messages.json"] },
        { "model/config.json", ["inspect", "@model"] },
        { "model/generation_config.json", ["inspect", "@model"] },
        { "model/tokenizer.json", ["tokenize", "@model", "--in", "@good.jsonl", "--out", "@out.jsonl"] },
        { "model/tokenizer_config.json", ["inspect", "@model"] },
        { "model/chat_template.jinja", ["inspect", "@model"] },
        { "model/model.safetensors", ["inspect", "@model"] },
        { "model/model.safetensors", ["score", "@model", "--in", "@good.jsonl", "--out", "@out.jsonl"] },
        { "model/config.json", ["run", "@good.yaml", "--out", "@run", "--dry-run"] },
        { "file.gguf", ["inspect", "@file.gguf"] },
        { "file.gguf", ["import", "@file.gguf", "@imported"] },
        { "run/run.yaml", ["examples", "show", "@run"] },
        { "run/run.yaml", ["compare", "@run", "@other", "--out", "@compared"] },
        { "run/manifest.json", ["mine", "@good.yaml", "--out", "@run"] },
        { "run/stages.jsonl", ["mine", "@good.yaml", "--out", "@run", "--dry-run"] },
        { "run/01-problems.jsonl", ["report", "@good.yaml", "--out", "@run"] },
        { "run/run.yaml", ["regrade", "@run"] },
        { "run/01-problems.jsonl", ["verify", "audit", "@run"] },
        { "run/run.yaml", ["batch", "write", "@run"] },
        { "sharded/model.safetensors.index.json", ["inspect", "@sharded"] },
        { "model/special_tokens_map.json", ["inspect", "@model"] },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_broken_file_is_one_message(string place, string[] command)
    {
        Prepare();
        var faults = new List<string>();
        foreach (var (kind, bytes) in BrokenText.Any)
        {
            foreach (var made in (string[])["out.jsonl", "imported", "model-out", "compared"])
            {
                Remove(At(made));
            }

            File.WriteAllBytes(At(place), bytes);
            var watch = Stopwatch.StartNew();
            var (code, output, errors) = InProcess.Run([.. command.Select(Argument)]);
            var problem = (code, output + errors) switch
            {
                _ when watch.Elapsed > Longest => $"took {watch.Elapsed.TotalSeconds:F0} s",
                (not (0 or 1), _) => $"ended with {code}",
                (_, var text) when text.Contains("   at ", StringComparison.Ordinal)
                    || text.Contains("fault of the program", StringComparison.Ordinal) => "is a stack trace",
                (_, var text) when text.AsSpan().IndexOfAny("\u001b\u0007\u009b\u202e") >= 0 => "reaches the terminal raw",
                (1, _) when errors.Split("error:").Length != 2 && !command[0].Equals("inspect", StringComparison.Ordinal) => "is not one message",
                (_, var text) when text.Length > 100_000 => $"prints {text.Length} characters",
                _ => null,
            };
            if (problem is not null)
            {
                faults.Add($"{kind} {problem}: {Short(output)} {Short(errors)}");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>A pipe and a device as a process, so that a wait without end and memory without bound show.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_missing_file_a_folder_a_pipe_and_a_device_in_its_place_are_one_message(string place, string[] command)
    {
        Prepare();
        (Action<string> Put, bool IsWithoutEnd)[] kinds =
        [
            (Remove, false), (path => Directory.CreateDirectory(path), false), (MakePipe, true),
            (path => File.CreateSymbolicLink(path, "/dev/zero"), true),
        ];
        foreach (var (put, isWithoutEnd) in kinds)
        {
            foreach (var made in (string[])["out.jsonl", "imported", "model-out", "compared"])
            {
                Remove(At(made));
            }

            Remove(At(place));
            put(At(place));
            var watch = Stopwatch.StartNew();
            string[] line = [.. command.Select(Argument)];
            var (code, output, errors) = isWithoutEnd ? ProgramProcess.RunWithin(MostMemory, Longest, line) : InProcess.Run(line);
            Assert.True(code is 0 or 1, $"{code} after {watch.Elapsed.TotalSeconds:F0} s: {output}{errors}");
            Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
            Assert.DoesNotContain("Out of memory", errors, StringComparison.Ordinal);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void MakePipe(string path)
    {
        using var made = Process.Start("mkfifo", path);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }

    private static string Short(string text) => text.Length <= 600 ? text.ReplaceLineEndings(" ") : text[..600].ReplaceLineEndings(" ");

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private string At(string name) => Path.Combine(_folder, name);

    /// <summary>An argument of a command line: <c>@</c> stands for the test's folder.</summary>
    private string Argument(string argument) => argument == "CHAINS" ? Chains : argument.StartsWith('@') ? At(argument[1..])
        : argument.Replace("'@", "'" + _folder + "/", StringComparison.Ordinal);

    private void Prepare()
    {
        File.WriteAllText(At("good.jinja"), "{{ messages[0].content }}");
        File.WriteAllText(
            At("good.jsonl"), "{\"text\": \"1+1\", \"ids\": [1, 2], \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], "
            + "\"problem\": \"1+1\", \"steps\": [\"1+1=3\"]}\n");
        File.WriteAllText(
            At("good.yaml"),
            $"model: {At("model")}\nproblems: {{ kind: chains, hard: 2, easy: 0 }}\nmine: {{ attempts: 1, held_out_problems: 0, sampling: {{ " +
            $"max_tokens: 4 }} }}\n");
        Directory.CreateDirectory(At("model"));
        Directory.CreateDirectory(At("sharded"));
        File.Copy(Path.Combine(Chains, "config.json"), At("sharded/config.json"), overwrite: true);
        foreach (var file in Directory.EnumerateFiles(Chains))
        {
            File.Copy(file, At("model/" + Path.GetFileName(file)), overwrite: true);
        }

        foreach (var run in (string[])["run", "other"])
        {
            Directory.CreateDirectory(At(run));
            File.WriteAllText(At(run + "/run.yaml"), File.ReadAllText(At("good.yaml")));
        }
    }
}
