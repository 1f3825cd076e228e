using System.Globalization;
using System.Text.Json;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Stages;

namespace Intervene.Cli.Output;

/// <summary>What a recipe comes to, without running it.</summary>
internal static class DryRun
{
    public static void Print(RunOptions options, string directory)
    {
        var sources = ProblemSources.Load(options);
        var problems = sources.Problems;
        Console.WriteLine(OptionsYaml.Write(options));
        Console.WriteLine("# problems");
        foreach (var source in problems.GroupBy(problem => problem.Source))
        {
            Console.WriteLine($"#   {source.Key}: {source.Count()} candidates, {source.Count(problem => problem.ReferenceSolution is not null)} with a reference solution");
        }

        foreach (var complaint in sources.Complaints())
        {
            Console.WriteLine("#   " + complaint);
        }

        Console.WriteLine($"#   mining: {problems.Count} × {options.Mine.Attempts} = {(long)problems.Count * options.Mine.Attempts} rollouts");
        foreach (var arm in options.Arms)
        {
            Console.WriteLine($"# arm {arm.Name}");
            if (arm.Examples != ExampleKind.None)
            {
                Console.WriteLine(Comment(BatchArithmetic.Of(arm.Sft ?? options.Sft, options.Mine.TrainProblems)));
            }

            Console.WriteLine(Comment(BatchArithmetic.Of(arm.Rl ?? options.Rl, options.Mine.TrainProblems)));
        }

        PrintPlan(options, directory);
    }

    /// <summary>What a command would do with every stage of the run directory, and why.</summary>
    private static void PrintPlan(RunOptions options, string directory)
    {
        Console.WriteLine("# stages");
        foreach (var planned in RunSession.PlanOf(options, directory).Look())
        {
            var reason = planned.Reasons.Count > 0 ? ": " + string.Join("; ", planned.Reasons) : "";
            var lost = planned.SecondsLost > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({planned.SecondsLost:F0} s of work)") : "";
            Console.WriteLine($"#   {planned.Stage.Name,-24} {JsonNamingPolicy.SnakeCaseLower.ConvertName(planned.Status.ToString()),-8}{reason}{lost}");
        }
    }

    private static string Comment(string text) => string.Join('\n', text.TrimEnd().Split('\n').Select(line => "#   " + line));
}
