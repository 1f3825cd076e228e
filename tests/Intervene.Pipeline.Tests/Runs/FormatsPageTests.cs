using System.Text.Json.Serialization;
using Intervene.Evaluation;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Learning;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Runs;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Tests.Runs;

public class FormatsPageTests
{
    [Theory]
    [InlineData(typeof(RunManifest))]
    [InlineData(typeof(RunInput))]
    [InlineData(typeof(StageRecord))]
    [InlineData(typeof(FleetRecord))]
    [InlineData(typeof(FleetFinding))]
    [InlineData(typeof(FleetCount))]
    [InlineData(typeof(FleetMismatch))]
    [InlineData(typeof(MinedProblem))]
    [InlineData(typeof(Problem))]
    [InlineData(typeof(Rollout))]
    [InlineData(typeof(Intervene.Completions.Completion))]
    [InlineData(typeof(SplitRollout))]
    [InlineData(typeof(Step))]
    [InlineData(typeof(GradedSample))]
    [InlineData(typeof(ArtifactStamp))]
    [InlineData(typeof(RecordedReply))]
    [InlineData(typeof(OracleReply))]
    [InlineData(typeof(Correction))]
    [InlineData(typeof(Refusal))]
    [InlineData(typeof(Leak))]
    [InlineData(typeof(TrainingRollout))]
    [InlineData(typeof(GuidedRollout))]
    [InlineData(typeof(InterventionOutcome))]
    [InlineData(typeof(LocationRollout))]
    [InlineData(typeof(Funnel))]
    [InlineData(typeof(OracleFunnel))]
    [InlineData(typeof(OracleSpending))]
    [InlineData(typeof(OracleAgreement))]
    [InlineData(typeof(OracleLocations))]
    [InlineData(typeof(TrainingExample))]
    [InlineData(typeof(WrittenSolution))]
    [InlineData(typeof(WarmUpRecord))]
    [InlineData(typeof(TuningTrial))]
    [InlineData(typeof(EvaluationRecord))]
    [InlineData(typeof(BenchmarkProblem))]
    [InlineData(typeof(BenchmarkRecord))]
    [InlineData(typeof(HeldOutRecord))]
    [InlineData(typeof(LikelihoodRecord))]
    [InlineData(typeof(EvaluationManifest))]
    [InlineData(typeof(ScoredText))]
    [InlineData(typeof(SortedError))]
    public void The_page_of_formats_names_every_field(Type record)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Intervene.slnx")))
        {
            folder = folder.Parent;
        }

        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "formats.md"));
        foreach (var field in RecordJson.Options.GetTypeInfo(record).Properties
            .Where(field => field.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) != true))
        {
            Assert.Contains($"`{field.Name}`", page, StringComparison.Ordinal);
        }
    }
}
