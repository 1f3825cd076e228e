using System.CommandLine;
using Intervene.Examples;
using Intervene.Pipeline.Runs;
using Intervene.Text;
using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>What a user sees of a run while it works. A run tells it from its own thread, in order.</summary>
internal abstract class RunProgress : IRunObserver, IDisposable
{
    private (string Model, Tokenizer Tokenizer)? _tokenizer;

    /// <summary>Adds <c>--progress</c> to a command.</summary>
    /// <param name="command">The command.</param>
    /// <returns>Makes the progress that the command line asks for.</returns>
    public static Func<ParseResult, RunProgress> Option(Command command)
    {
        var mode = new Option<string>("--progress")
        {
            Description =
                "auto: a live line on a terminal, plain elsewhere; plain: lines with the time, now and then; json: a JSON object a line; none: " +
                "results and errors alone.",
            DefaultValueFactory = _ => ProgressText.Modes[0],
        };
        mode.AcceptOnlyFromAmong(ProgressText.Modes);
        command.Options.Add(mode);
        return parsed => Of(parsed.GetValue(mode)!);
    }

    /// <inheritdoc/>
    public abstract void Skipped(string stage, double seconds);

    /// <inheritdoc/>
    public abstract void Progressed(StageProgress progress);

    /// <inheritdoc/>
    public abstract void Finished(string stage, TimeSpan elapsed);

    /// <inheritdoc/>
    public abstract void Said(string? stage, string text);

    /// <inheritdoc/>
    public void Shown(string stage, TrainingExample example, string model)
    {
        if (_tokenizer is not { } known || known.Model != model)
        {
            _tokenizer = known = (model, Tokenizer.Load(model));
        }

        Shown(stage, RenderedExample.Of(example, known.Tokenizer));
    }

    /// <summary>Leaves the terminal as it was.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>Shows an example.</summary>
    /// <param name="stage">The stage that trains on it.</param>
    /// <param name="example">The example as text.</param>
    protected abstract void Shown(string stage, RenderedExample example);

    private static RunProgress Of(string mode) => mode switch
    {
        "json" => new JsonProgress(Console.Out),
        "none" => new QuietProgress(),
        "auto" when !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi => new TerminalProgress(AnsiConsole.Console),
        _ => new LogProgress(Console.Out, TimeProvider.System),
    };
}
