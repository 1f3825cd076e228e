using Intervene.Evaluation;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>An evaluation of models without a run: the stages of a run's benchmarks, over a folder of many models.</summary>
public static class ModelEvaluation
{
    /// <summary>
    /// Refuses benchmarks that cannot be read, and to measure a model on other problems than those that a model of the folder was measured on under
    /// the same name; before any work.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">The recipe of the evaluation.</param>
    /// <exception cref="InterveneException">A benchmark has other problems there, or cannot be read.</exception>
    public static void RequireSameProblems(EvaluationFolder folder, RunOptions options)
    {
        foreach (var benchmark in options.Benchmarks)
        {
            var problems = BenchmarkSource.Load(options, benchmark).Problems
            .Select(problem => (problem.Id, problem.Question, problem.Answer)).ToArray();
            foreach (var root in folder.Models.Select(folder.Of)
                .Where(root => File.Exists(Path.Combine(root, StageList.BenchmarkProblems(benchmark)))))
            {
                var there = BenchmarkStage.ProblemsOf(root, benchmark).Select(record => record.Problem)
                    .Select(problem => (problem.Id, problem.Question, problem.Answer));
                if (!there.SequenceEqual(problems))
                {
                    throw new InterveneException($"benchmark {benchmark.Name}: {root} was measured on other problems under that name. Name this one "
                        + "otherwise (--benchmark NAME=PATH), or take another --out.");
                }
            }
        }
    }

    /// <summary>Refuses a folder in which results of an earlier command were edited, damaged or removed: the tables are over all of them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="anew">The models of this command, whose stages see to it themselves.</param>
    /// <exception cref="InterveneException">A model's results are no longer what was measured.</exception>
    public static void RequireWhole(EvaluationFolder folder, IReadOnlyList<EvaluatedModel> anew)
    {
        foreach (var model in folder.Models.Except(anew))
        {
            var paths = new RunPaths(folder.Of(model));
            WholeRun.RequireReadable(paths);
            var ledger = StageLedger.Open(paths.Stages);
            var unknown = Measured(paths).Select(name => new BenchmarkOptions { Name = name })
                .Where(benchmark => !ledger.Knows(BenchmarkStage.NameOf(benchmark, EvaluateStage.Base)))
                .Select(benchmark => StageList.BenchmarkEvaluation(EvaluateStage.Base, benchmark))
                .FirstOrDefault(path => File.Exists(Path.Combine(paths.Root, path)));
            if (unknown is not null)
            {
                throw new InterveneException($"{Path.Combine(paths.Root, unknown)} is there, and {Path.GetFileName(paths.Stages)} does not know how "
                    + "it was made: the ledger was lost or cut. Put it back, or move the model's folder away and measure it again.");
            }
        }
    }

    /// <summary>Measures one model on the benchmarks of a recipe; goes on where an earlier process was killed.</summary>
    /// <param name="session">The model's run, opened with <see cref="StageList.OfBenchmarks"/>.</param>
    /// <param name="redo">Stages that may be done anew though that throws long work away.</param>
    /// <param name="cancellation">Ends the work between two records.</param>
    public static Task RunAsync(RunSession session, IReadOnlyCollection<string> redo, CancellationToken cancellation) =>
        new StageRunner(session).RunAsync([], redo, cancellation);

    /// <summary>What the models of a folder did, one beside the other.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InterveneException">A model's results are damaged.</exception>
    public static BenchmarkResults Collect(EvaluationFolder folder)
    {
        RequireWhole(folder, []);
        var measured = folder.Models.Select(model => (Model: model, Paths: new RunPaths(folder.Of(model))))
            .Where(one => File.Exists(one.Paths.Options))
            .Select(one => (one.Model, one.Paths, Options: OptionsYaml.Load<RunOptions>(one.Paths.Options, []))).ToArray();
        var outcomes = new List<BenchmarkOutcome>();
        var differences = new List<BenchmarkDifference>();
        var names = measured.SelectMany(one => one.Options.Benchmarks.Select(benchmark => benchmark.Name).Concat(Measured(one.Paths)));
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var policies = new List<(PolicyName Name, IReadOnlyList<BenchmarkRecord> Records)>();
            foreach (var (model, paths, options) in measured)
            {
                // What an earlier command measured is there, too, though this one names it no more.
                var benchmark = options.Benchmarks.FirstOrDefault(benchmark => benchmark.Name == name) ?? new BenchmarkOptions { Name = name };
                foreach (var (_, records) in RunBenchmarks.Policies(paths, options, benchmark))
                {
                    var policy = new PolicyName(model.Name, "");
                    policies.Add((policy, records));
                    outcomes.AddRange(BenchmarkComparison.Outcomes(name, policy, records, options.KOf(benchmark), options.Seed));
                }
            }

            differences.AddRange(BenchmarkComparison.Pairs(name, policies, measured[0].Options.Seed));
        }

        return new BenchmarkResults { Outcomes = outcomes, Differences = differences };
    }

    /// <summary>The benchmarks that a model was measured on, by their folders.</summary>
    private static IEnumerable<string> Measured(RunPaths paths)
    {
        var folder = paths.Arm(EvaluateStage.Base).Benchmarks;
        return !Directory.Exists(folder) ? []
            : Directory.EnumerateDirectories(folder).Select(one => Path.GetFileName(one)).Order(StringComparer.Ordinal);
    }
}
