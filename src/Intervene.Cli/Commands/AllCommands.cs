using System.CommandLine;

namespace Intervene.Cli.Commands;

/// <summary>Every verb of the program, in the order of the help.</summary>
internal static class AllCommands
{
    public static IEnumerable<Command> Create() =>
    [
        DemoCommand.Create(),
        .. RunCommand.Create(),
        CompareCommand.Create(),
        RegradeCommand.Create(),
        ShowCommand.Create(),
        AnalyzeCommand.Create(),
        LocateCommand.Create(),
        PromptCommand.Create(),
        BatchCommand.Create(),
        PretrainCommand.Create(),
        ProblemsCommand.Create(),
        VerifyCommand.Create(),
        TokenizeCommand.Create(),
        RenderCommand.Create(),
        GenerateCommand.Create(),
        ScoreCommand.Create(),
        LossesCommand.Create(),
        ExamplesCommand.Create(),
        ImportCommand.Create(),
        InspectCommand.Create(),
        ServeCommand.Create(),
        ServeRewardCommand.Create(),
    ];
}
