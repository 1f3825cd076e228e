using Intervene.Options;
using Intervene.Pipeline.Engines;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// What samples for the trials of a search: servers where they load the trial's weights, which nobody can start servers for; else this program's
/// engine, whatever the recipe says of the stages.
/// </summary>
internal static class TrialEngine
{
    /// <summary>The servers that reinforcement learning of a trial samples on; null for this program's engine.</summary>
    public static FleetOptions? OfRl(RunOptions options, ArmOptions arm) => Loading(RlEngine.Of(options, arm));

    /// <summary>The servers that a trial is measured on; null for this program's engine.</summary>
    public static FleetOptions? OfMeasure(RunOptions options) => Loading(MeasureOf(options));

    /// <summary>What of them matters.</summary>
    public static IReadOnlyDictionary<string, string> KeyOf(RunOptions options, ArmOptions arm)
    {
        var key = new Dictionary<string, string>(StringComparer.Ordinal);
        if (OfRl(options, arm) is { } rl)
        {
            key["rl.engine.kind"] = StageEngine.KindOf(rl);
        }

        if (OfMeasure(options) is { } measure)
        {
            key["evaluate.engine.kind"] = StageEngine.KindOf(measure);
        }

        return key;
    }

    /// <summary>What is to be said where the recipe names servers and this program's engine samples; null where nothing is.</summary>
    public static string? Notice(RunOptions options, ArmOptions arm) =>
        new[] { RlEngine.Of(options, arm), MeasureOf(options) }
            .FirstOrDefault(engine => engine is FleetOptions && Loading(engine) is null) is { } fleet
            ? $"trials sample on this program's engine: servers of kind {StageEngine.KindOf(fleet)} have no weights of a trial, which only "
                + "publish: sglang_disk gives them"
            : null;

    private static EngineOptions MeasureOf(RunOptions options) => options.Evaluate.Engine ?? options.Engine;

    private static FleetOptions? Loading(EngineOptions engine) => engine is FleetOptions { Publish: PublishKind.SglangDisk } fleet ? fleet : null;
}
