using System.CommandLine;
using Intervene.Cli.Commands;
using Intervene.Cli.Tests.EndToEnd;

namespace Intervene.Cli.Tests.Hardening;

/// <summary>
/// Every verb of the command tree, whatever it is called, with hostile values for its arguments and options: a message, no stack trace, and nothing
/// that a terminal obeys. A new verb is covered because it stands in the tree.
/// </summary>
public sealed class EveryVerbTests : IDisposable
{
    private const string Hostile = "\u001b]0;owned\u0007\u001b[31m\u009b2J\u202e.jsonl";
    private const string Recipe = "\u001b[31mseed: \u001b]0;owned\u0007\nmodel: \"\\e[31m\"\n";
    private const string Rows =
        "{\"id\": \"\\u001b[31m\", \"question\": \"\\u001b]0;owned\\u0007\", \"gold\": \"\\u202e\", \"pred\": 1, \"messages\": [1]}\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-verbs-").FullName;

    /// <summary>The leaves of the command tree, each as the words of its command line.</summary>
    public static TheoryData<string> Verbs => [.. Leaves(Root()).Select(leaf => string.Join(' ', leaf.Words))];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Hostile_names_and_files_are_shown_and_not_obeyed(string verb)
    {
        var command = Leaves(Root()).Single(leaf => string.Join(' ', leaf.Words) == verb);
        var faults = new List<string>();
        string[] values =
            [Path.Combine(_folder, Hostile), Hostile, Made("rows" + Hostile, Rows), Made(Hostile + ".yaml", Recipe), "", "  ", _folder];
        foreach (var value in values)
        {
            foreach (var line in Lines(command.Command, value))
            {
                var (code, output, errors) = InProcess.Run([.. command.Words, .. line]);
                if (Problem(code, output, errors) is { } problem)
                {
                    faults.Add($"{string.Join(' ', line)}: {problem}: {Short(output)} {Short(errors)}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    [Fact]
    public void The_tree_has_the_verbs_of_the_help() =>
        Assert.True(Leaves(Root()).Select(leaf => leaf.Words[0]).Distinct().Count() >= 20, "the command tree was not walked");

    /// <summary>A folder called ~ is never meant: with --out=~/x no shell replaces it.</summary>
    [Theory]
    [InlineData("run RECIPE --out ~/x")]
    [InlineData("run RECIPE --out ~/x --dry-run")]
    [InlineData("demo --out ~")]
    [InlineData("evaluate --model models/chains --benchmark ROWS --samples=1 --out ~/x")]
    [InlineData("pretrain recipes/chains-pretrain.yaml --out ~/x")]
    [InlineData("compare a b --out ~/x")]
    [InlineData("verify --cases ROWS --out ~/x")]
    [InlineData("tokenize models/chains --in ROWS --out ~/x")]
    [InlineData("import ROWS ~/x")]
    public void A_home_folder_that_no_shell_put_in_is_not_made(string line)
    {
        var rows = Made("rows.jsonl", "{\"question\": \"1 +1\", \"answer\": \"2\"}\n");
        var recipe = Made("recipe.yaml", "model: models/chains\nproblems: { kind: chains, hard: 2, easy: 0 }\n");
        var (code, output, errors) = InProcess.Run([.. line.Replace("ROWS", rows, StringComparison.Ordinal)
            .Replace("RECIPE", recipe, StringComparison.Ordinal).Split(' ')]);
        Assert.True(code == 1, output + errors);
        Assert.Contains("the shell did not replace ~", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists("~"));
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData(">&- 2>&-")]
    [InlineData("2>/dev/full")]
    public void A_message_that_nobody_can_be_told_is_no_abort(string closed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "closed streams of a POSIX shell");
        using var shell = System.Diagnostics.Process.Start(
            "/bin/sh", ["-c", $"exec dotnet exec \"$0\" problems /none.jsonl {closed}", Path.Combine(AppContext.BaseDirectory, "intervene.dll")]);
        Assert.True(shell.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(1, shell.ExitCode);
    }

    /// <summary>A dry run refuses the place that the run would refuse.</summary>
    [Theory]
    [InlineData("taken", "not a run directory: it holds notes.txt")]
    [InlineData("taken/notes.txt", "it is a file")]
    [InlineData("taken/notes.txt/below", "is a file and no folder")]
    public void A_dry_run_does_not_promise_a_place_that_is_refused(string place, string message)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "taken"));
        Made("taken/notes.txt", "mine");
        var recipe = Made("recipe.yaml", "model: models/chains\nproblems: { kind: chains, hard: 2, easy: 0 }\n");
        foreach (var more in (string[][])[["--dry-run"], []])
        {
            var (code, _, errors) = InProcess.Run(["run", recipe, "--out", Path.Combine(_folder, place), .. more]);
            Assert.Equal(1, code);
            Assert.Contains(message, errors, StringComparison.Ordinal);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What is wrong with a reply; null for nothing.</summary>
    private static string? Problem(int code, string output, string errors) => (output + errors) switch
    {
        _ when code is not (0 or 1 or 2) => $"ended with {code}",
        var text when text.Contains("   at ", StringComparison.Ordinal) => "a stack trace",
        var text when text.Contains("fault of the program", StringComparison.Ordinal) => "a fault",
        var text when text.AsSpan().IndexOfAny("\u001b\u0007\u009b\u202e") >= 0 => "raw",
        _ when code == 1 && errors.Split("error:").Length != 2 && !output.Contains("unsupported", StringComparison.Ordinal) => "not one message",
        _ => null,
    };

    /// <summary>
    /// Command lines in which every argument and required option has the value: without any other option, and with each that takes a text. A verb
    /// that needs nothing, and would serve, is given it for every option at once, so that it refuses.
    /// </summary>
    private static IEnumerable<string[]> Lines(Command command, string value)
    {
        string[] always =
        [
            .. command.Arguments.Select(_ => value),
            .. command.Options.Where(option => option.Required).SelectMany(option => (string[])[option.Name, value]),
        ];
        var texts = command.Options.Where(option => !option.Required && TakesText(option)).Select(option => (string[])[option.Name, value]).ToList();
        if (always.Length == 0)
        {
            var all = command.Options.Where(option => option.ValueType != typeof(bool) && option.ValueType != typeof(void));
            return [[.. all.SelectMany(option => (string[])[option.Name, value])]];
        }

        return [always, .. texts.Select(text => (string[])[.. always, .. text])];
    }

    private static bool TakesText(Option option) =>
        option.ValueType == typeof(string) || option.ValueType == typeof(string[]) || option.ValueType == typeof(FileInfo);

    private static IEnumerable<(Command Command, string[] Words)> Leaves(Command command, params string[] words)
    {
        if (command.Subcommands.Count == 0 || command.Action is not null)
        {
            yield return (command, words);
        }

        foreach (var leaf in command.Subcommands.SelectMany(sub => Leaves(sub, [.. words, sub.Name])))
        {
            yield return leaf;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand();
        foreach (var command in AllCommands.Create())
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    private static string Short(string text) => (text.Length <= 400 ? text : text[..400]).ReplaceLineEndings(" ");

    private string Made(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
