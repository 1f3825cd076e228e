using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Pipeline.Tests.Recipes;

public class OptionsYamlTests
{
    private static RunOptions Parse(string yaml, params string[] overrides) => OptionsYaml.Parse<RunOptions>(yaml, "run.yaml", overrides);

    private static string Fault(string yaml, params string[] overrides) => Assert.Throws<InterveneException>(() => Parse(yaml, overrides)).Message;

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("{}")]
    public void An_empty_file_is_the_defaults(string yaml) => Assert.Equal(OptionsYaml.Write(new RunOptions()), OptionsYaml.Write(Parse(yaml)));

    [Fact]
    public void What_is_given_overrides_the_defaults_and_the_rest_stays()
    {
        var run = Parse("""
            seed: 7
            threads: 2
            rl:
              steps: 1_000
              policy_loss: {dual_clip: null}
              aggregation: seq_mean_token_mean
              sampling: {temperature: 0.6}
              optimizer: {learning_rate: 1e-4}
            evaluate: {k: [1, 8]}
            filter: {controls: false}
            """);
        Assert.Equal((7, 2, 1000), (run.Seed, run.Threads, run.Rl.Steps));
        Assert.Equal(new PolicyLossOptions.Vanilla { DualClip = null }, run.Rl.PolicyLoss);
        Assert.Equal(new AggregationOptions.SeqMeanTokenMean(), run.Rl.Aggregation);
        Assert.Equal((0.6, 16_384), (run.Rl.Sampling.Temperature, run.Rl.Sampling.MaxTokens));
        Assert.Equal((1e-4, ScheduleKind.Constant), (run.Rl.Optimizer.LearningRate, run.Rl.Optimizer.Schedule));
        Assert.Equal([1, 8], run.Evaluate.K);
        Assert.False(run.Filter.Controls);
        Assert.Equal(new MineOptions(), run.Mine);
    }

    [Theory]
    [InlineData("rl:\n  policy_loss: {clip_hihg: 0.3, kind: gspo}",
        "run.yaml:2: rl.policy_loss.clip_hihg is no option. Did you mean rl.policy_loss.clip_high?")]
    [InlineData("group_size: 4", "Did you mean rl.group_size?")]
    [InlineData("rl: {clip_high: 0.3}", "rl.clip_high is no option. Did you mean rl.policy_loss.clip_high?")]
    [InlineData("rl: {policy_loss: {kind: gspo, dual_clip: 3}}", "rl.policy_loss.dual_clip is no option.")]
    [InlineData("rl: {truncated: {bufer: 3}}", "rl.truncated.kind is missing, expected one of zero_reward, mask, keep, overlong_penalty.")]
    [InlineData("rl: {learning_rate: 0.1}", "rl.learning_rate is no option. Did you mean rl.optimizer.learning_rate?")]
    [InlineData("problems:\n  kind: chains\n  hardd: 3", "run.yaml:3: problems.0.hardd is no option. Did you mean problems.0.hard?")]
    [InlineData("zzzzqq: 3", "run.yaml:1: zzzzqq is no option. There are seed, model")]
    public void An_unknown_key_is_refused_with_a_suggestion(string yaml, string expected) =>
        Assert.Contains(expected, Fault(yaml), StringComparison.Ordinal);

    [Fact]
    public void A_kind_alone_may_stand_where_a_list_of_kinds_does_and_a_wrong_one_is_told_the_right_ones()
    {
        Assert.IsType<ArithmeticOracleOptions>(Assert.Single(Parse("propose: { oracle: arithmetic }").Propose.Oracle));
        Assert.Contains("propose.oracle is refrence, expected one of reference, ", Fault("propose: { oracle: refrence }"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("warm_up: { data: [{ path: a.jsonl }], held_out: [{ path: b.csv }], measure: { data: [{ path: c.jsonl }] } }")]
    [InlineData("decontaminate: { against: [{ path: a.jsonl, preset: aime }] }")]
    [InlineData("benchmarks: [{ name: a, path: a.jsonl }, { name: b, problems: { kind: chains, hard: 2 } }]")]
    [InlineData("benchmarks: { name: c, problems: { kind: file, path: b } }")]
    [InlineData("arms: [{ name: int, examples: interventions, rounds: 3, sft: { epochs: 3 }, rl: { hints: bread } }]")]
    [InlineData("mine: { oracle_solvable: { oracle: reference } }\ntune: { sft_epochs: [1, 2] }")]
    public void What_a_run_wrote_of_its_options_is_read_back(string yaml)
    {
        var written = OptionsYaml.Write(Parse(yaml));
        Assert.Equal(written, OptionsYaml.Write(Parse(written)));
    }

    [Fact]
    public void A_kind_may_be_said_where_only_one_may_stand_and_no_other() => Assert.Contains(
        "warm_up.data.0.kind is chains, expected file: no other kind may stand there.", Fault("warm_up: { data: [{ kind: chains, path: a }] }"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("seed: one", "run.yaml:1: seed is one, expected a whole number.")]
    [InlineData("seed: \"1\"", "run.yaml:1: seed is \"1\", expected a whole number.")]
    [InlineData("seed: 1.5", "run.yaml:1: seed is \"1.5\", expected a whole number.")]
    [InlineData("seed:", "run.yaml:1: seed is null, expected a whole number.")]
    [InlineData("rl: 3", "run.yaml:1: rl is \"3\", expected a table of options.")]
    [InlineData("rl:\n  sampling: [1]", "run.yaml:2: rl.sampling is a list, expected a table of options.")]
    [InlineData("rl:\n  advantage: gpro",
        "run.yaml:2: rl.advantage is gpro, expected one of grpo, grpo_no_std, rloo, reinforce_plus_plus_baseline, grpo_pass_k.")]
    [InlineData("evaluate:\n  k:\n    - 1\n    - two", "run.yaml:4: evaluate.k.1 is two, expected a whole number.")]
    [InlineData("evaluate: {k: 8}", "evaluate.k is \"8\", expected a list of whole numbers.")]
    [InlineData("filter: {controls: yes}", "expected true or false")]
    [InlineData("rl:\n  policy_loss: {clip_low: .nan}", "run.yaml:2: rl.policy_loss.clip_low")]
    public void A_wrong_type_is_refused_with_its_line(string yaml, string expected) =>
        Assert.Contains(expected, Fault(yaml), StringComparison.Ordinal);

    [Theory]
    [InlineData("rl:\n  policy_loss: {clip_low: 1.5}", "run.yaml:2: rl.policy_loss.clip_low is 1.5, expected 0 … 1.")]
    [InlineData("rl:\n  steps: -1", "run.yaml:2: rl.steps is -1, expected 0 … 10000000.")]
    [InlineData("\nrl:\n  batch_size: 32\n  mini_batch_size: 5", "run.yaml:3: rl: mini_batch_size 5 does not divide batch_size 32.")]
    [InlineData("rl: {policy_loss: {kind: vanilla, dual_clip: 1}}", "dual_clip must be greater than 1")]
    [InlineData("rl: {sampling: {temperature: 0, max_tokens: 9}}", "expected more than 0")]
    [InlineData("rl: {best_metric: critic/score/meen}", "Did you mean critic/score/mean?")]
    [InlineData("rl: {best_metric: actor/kl_loss}", "no metric of these options")]
    [InlineData("rl: {aggregation: seq_mean_token_sum_norm}", "rl.aggregation.factor is missing: expected a number")]
    [InlineData("arms:\n  - name: a/b", "run.yaml:2: arms.0: name \"a/b\" names no folder")]
    [InlineData("arms: [{name: a}, {name: A}]", "2 arms have the name")]
    [InlineData("arms: [{examples: none}]", "arms.0.name is missing: expected text.")]
    [InlineData("problems: [{kind: file, path: a, answer_after: '####', answer_in_box: true}]", "exclude each other")]
    [InlineData("problems: [{path: a}]", "problems.0.kind is missing, expected one of chains, file.")]
    [InlineData("problems: []", "at least one source")]
    [InlineData("evaluate: {samples: 4}", "k 8 is not between 1 and samples 4")]
    [InlineData("mine: {sampling: {top_p: 0}}", "top_p must be greater than 0")]
    public void Ranges_and_rules_hold(string yaml, string expected) => Assert.Contains(expected, Fault(yaml), StringComparison.Ordinal);

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var message = Fault("sed: 1\nrl:\n  steps: many\n  policy_loss: {clip_low: 2}\nfilter:\n  samples: 4\n  min_correct: 5\n",
            "evaluate.samples=-3", "x");
        foreach (var expected in (string[])["6 faults", "run.yaml:1: sed",
            "run.yaml:3: rl.steps", "run.yaml:4: rl.policy_loss.clip_low",
            "run.yaml:6: filter: min_correct", "override evaluate.samples=-3: ", "override \"x\""])
        {
            Assert.Contains(expected, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("seed: 1\nseed: 2")]
    [InlineData("rl:\n  steps: 1\n  steps: 1")]
    [InlineData("rl: {steps: [1}")]
    [InlineData("seed: 1\n---\nseed: 2")]
    [InlineData("- seed: 1")]
    public void Duplicates_broken_yaml_and_second_documents_are_refused(string yaml) =>
        Assert.StartsWith("run.yaml:", Fault(yaml), StringComparison.Ordinal);

    [Fact]
    public void An_override_begins_a_list_that_is_empty_or_of_a_kind_not_known_yet()
    {
        var run = Parse("", "rl.sampling.stop.0=x", "rl.sampling.stop.1=y", "engine.kind=vllm", "engine.endpoints.0=http://127.0.0.1:8000");
        Assert.Equal(["x", "y"], run.Rl.Sampling.Stop);
        Assert.Equal(["http://127.0.0.1:8000"], Assert.IsType<VllmFleetOptions>(run.Engine).Endpoints);
    }

    [Fact]
    public void Overrides_reach_everything_and_the_last_one_holds()
    {
        var run = Parse(
            "seed: 1\nproblems:\n  kind: file\n  path: a.jsonl\n",
            "seed=2", "seed=3", "rl.sampling.temperature=0.7", "arms.0.name=first", "arms.1.rl.policy_loss.clip_high=0.4", "evaluate.k=[1, 4]",
            "problems.0.answer_after=####", "problems.1={kind: chains, hard: 5}",
            "split.separator=\"\\n\"", "rl.policy_loss=cispo", "rl.policy_loss.clip_low=0.1", "report.title=A: b");
        Assert.Equal(3, run.Seed);
        Assert.Equal(0.7, run.Rl.Sampling.Temperature);
        Assert.Equal(["first", "rl", "distillation"], run.Arms.Select(arm => arm.Name));
        Assert.Equal(run.Rl with { PolicyLoss = new PolicyLossOptions.Cispo { ClipLow = 0.1, ClipHigh = 0.4 } }, run.Arms[1].Rl);
        Assert.Equal([1, 4], run.Evaluate.K);
        Assert.Equal("####", ((FileProblemsOptions)run.Problems[0]).AnswerAfter);
        Assert.Equal(5, ((ChainsProblemsOptions)run.Problems[1]).Hard);
        Assert.Equal("\n", run.Split.Separator);
        Assert.Equal(new PolicyLossOptions.Cispo { ClipLow = 0.1 }, run.Rl.PolicyLoss);
        Assert.Equal("A: b", run.Report.Title);
    }

    [Theory]
    [InlineData("arms.7.name=x", "expected an index, 0 … 3, found 7")]
    [InlineData("seed.x=1", "override seed.x=1: ")]
    [InlineData("rl.stepz=1", "override rl.stepz=1: rl.stepz is no option. Did you mean rl.steps?")]
    [InlineData("rl.steps=x", "override rl.steps=x: rl.steps is x, expected a whole number.")]
    [InlineData("=1", "expected key=value")]
    [InlineData("evaluate.k=[1", "not readable as YAML")]
    public void A_faulty_override_is_named(string text, string expected) =>
        Assert.Contains(expected, Fault("seed: 1", text), StringComparison.Ordinal);

    [Fact]
    public void An_arms_training_starts_from_the_runs()
    {
        var run = Parse("rl: {steps: 5, group_size: 4}\narms: [{name: a, rl: {policy_loss: {clip_high: 0.5}}}, {name: b}]");
        Assert.Equal(run.Rl with { PolicyLoss = new PolicyLossOptions.Vanilla { ClipHigh = 0.5 } }, run.Arms[0].Rl);
        Assert.Null(run.Arms[1].Rl);
    }

    [Fact]
    public void A_preset_fills_a_table_and_other_keys_override_it()
    {
        var run = Parse("rl: {steps: 3, preset: int-paper-e3, sampling: {temperature: 0.9}}");
        var preset = RlPresets.All["int-paper-e3"];
        Assert.Equal(preset with { Steps = 3, Sampling = preset.Sampling with { Temperature = 0.9 } }, run.Rl);
        Assert.Contains("expected one of int-paper-e3, int-paper-qwen3", Fault("rl: {preset: paper}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("no such file", Assert.Throws<InterveneException>(() => OptionsYaml.Load<RunOptions>("nowhere.yaml", [])).Message,
            StringComparison.Ordinal);
}
