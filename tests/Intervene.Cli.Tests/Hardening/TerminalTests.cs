using System.Diagnostics;
using System.Text;
using Intervene.Cli.Tests.EndToEnd;

namespace Intervene.Cli.Tests.Hardening;

/// <summary>The program on a terminal, made by <c>script</c>: what a model writes is shown and not obeyed, and progress keeps to the width.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string Script = "/usr/bin/script";
    private const string KeypadOn = "\u001b[?1h\u001b="; // the runtime's own, where it finds a terminal
    private readonly TinyRun _tiny = new();

    [Fact]
    public void What_a_model_samples_is_harmless_on_a_terminal_and_as_it_is_in_a_pipe()
    {
        Assert.SkipUnless(File.Exists(Script), "there is no script(1) here");
        var model = EscapingModel();
        var shown = OnTerminal(80, "generate", model, "--prompt", "58 *4 -19\n\n", "--temperature", "0");
        Assert.Contains("\\u{1B}", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', shown.Replace(KeypadOn, "", StringComparison.Ordinal));
        Assert.Contains('\u001b', ProgramProcess.Run("generate", model, "--prompt", "58 *4 -19\n\n", "--temperature", "0").Output);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(20)]
    public void Progress_keeps_to_the_width_of_the_terminal(int columns)
    {
        Assert.SkipUnless(File.Exists(Script), "there is no script(1) here");
        var shown = OnTerminal(columns, _tiny.Command("mine"));
        var lines = Screen(shown);
        Assert.Contains(lines, line => line.StartsWith("mine", StringComparison.Ordinal));
        Assert.True(lines.Count < 40, $"{lines.Count} lines for one stage:\n{string.Join('\n', lines)}");
        Assert.All(Frames(shown), frame => Assert.True(frame.Length <= columns, $"{frame.Length} of {columns} columns: {frame}"));
    }

    [Fact]
    public void A_terminal_that_grows_narrow_is_not_flooded()
    {
        Assert.SkipUnless(File.Exists(Script), "there is no script(1) here");
        var shown = OnTerminal("(sleep 1; stty cols 30 </dev/tty; sleep 1; stty cols 100 </dev/tty) & ", 90, _tiny.Command("mine"));
        var lines = Screen(shown);
        Assert.True(lines.Count < 60, $"{lines.Count} lines for one stage:\n{string.Join('\n', lines)}");
    }

    public void Dispose() => _tiny.Dispose();

    /// <summary>What the program writes to a terminal of some columns.</summary>
    private static string OnTerminal(int columns, params string[] arguments) => OnTerminal("", columns, arguments);

    private static string OnTerminal(string before, int columns, string[] arguments)
    {
        var words = (string[])["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "intervene.dll"), .. arguments];
        var program = string.Join(' ', words.Select(Quoted));
        var start = new ProcessStartInfo(Script)
        {
            ArgumentList = { "-qec", $"stty cols {columns} rows 24; {before}{program}", "/dev/null" },
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = AppContext.BaseDirectory,
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["INTERVENE_THREADS"] = "1", ["TERM"] = "xterm-256color" },
        };
        start.Environment.Remove("NO_COLOR");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var text = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(100)));
        return text;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>The texts between line breaks and movements of the cursor, without colours: none may be wider than the terminal.</summary>
    private static IEnumerable<string> Frames(string written) =>
        Plain(written).Replace("\u0001A", "\u0001", StringComparison.Ordinal).Split('\n', '\r', '\u0001').Where(text => text.Length > 0);

    /// <summary>The lines that stay on the screen, as a terminal without end would show them.</summary>
    private static List<string> Screen(string written)
    {
        var (lines, row) = (new List<string> { "" }, 0);
        foreach (var piece in Plain(written).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\u0001'))
        {
            var text = piece;
            if (text.StartsWith('A'))
            {
                row = Math.Max(0, row - 1);
                text = text[1..];
            }

            foreach (var (index, line) in text.Split('\n').Index())
            {
                row += index > 0 ? 1 : 0;
                while (lines.Count <= row)
                {
                    lines.Add("");
                }

                lines[row] = line.Length > 0 ? line.Split('\r')[^1] : lines[row];
            }
        }

        return [.. lines.Where(line => line.Trim().Length > 0)];
    }

    /// <summary>The text with its escape sequences cut; U+0001 stands for a movement of the cursor, followed by A for one upwards.</summary>
    private static string Plain(string written)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '\u001b')
            {
                plain.Append(written[i]);
            }
            else if (i + 1 < written.Length && written[i + 1] == '=')
            {
                i++;
            }
            else if (i + 1 < written.Length && written[i + 1] == '[')
            {
                for (i += 2; i < written.Length && written[i] is < '@' or > '~'; i++)
                {
                }

                plain.Append(
                    i < written.Length && written[i] == 'A' ? "\u0001A" : i < written.Length && written[i] is 'm' or 'h' or 'l' ? "" : "\u0001");
            }
        }

        return plain.ToString();
    }

    /// <summary>The embedded model with a tokenizer that writes an escape character where it would write a two.</summary>
    private string EscapingModel()
    {
        var copy = Directory.CreateDirectory(_tiny.At("escaping")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "models", "chains")))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        var tokenizer = Path.Combine(copy, "tokenizer.json");
        File.WriteAllText(tokenizer, File.ReadAllText(tokenizer)
            .Replace("\"ě\": 27", "\"ě\": 50", StringComparison.Ordinal).Replace("\"2\": 50", "\"2\": 27", StringComparison.Ordinal));
        return copy;
    }
}
