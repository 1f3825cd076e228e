using Intervene.Examples;
using Intervene.Interventions;
using Intervene.Memorisation;
using Intervene.Options;
using Intervene.Text;

namespace Intervene.Pipeline.Stages;

/// <summary>What a policy was fine-tuned on, to be found again in what it writes.</summary>
internal sealed class TrainedTexts
{
    private TrainedTexts(ArmOptions arm, string title, string samples, TrainedSteps steps)
    {
        (Arm, Title, Samples, Steps) = (arm, title, samples, steps);
    }

    /// <summary>The arm.</summary>
    public ArmOptions Arm { get; }

    /// <summary>The arm's title, with its round.</summary>
    public string Title { get; }

    /// <summary>The samples of its evaluation.</summary>
    public string Samples { get; }

    /// <summary>The interventions among them.</summary>
    public TrainedSteps Steps { get; }

    /// <summary>The cloned tokens, until they are let go.</summary>
    public SuffixAutomaton Tokens { get; private set; } = new();

    /// <summary>The cloned characters, until they are let go.</summary>
    public SuffixAutomaton Characters { get; private set; } = new();

    /// <summary>The problem of each text that is indexed.</summary>
    public List<string> Sources { get; } = [];

    /// <summary>Texts that are more than can be indexed.</summary>
    public int LeftOut { get; private set; }

    /// <summary>
    /// The texts of every arm and round that was fine-tuned, one after the other; a round's with those of the rounds before it.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="tokenizer">Turns tokens into text.</param>
    public static IEnumerable<TrainedTexts> Of(RunView run, Tokenizer tokenizer)
    {
        var before = new List<(TrainingExample Example, string? Step)>();
        foreach (var (arm, round, title, paths) in ArmRounds.Trained(run.Paths, run.Options).Where(one => one.Arm.IsFineTuned))
        {
            if (round is null)
            {
                before.Clear();
            }

            var own = round is null ? run.Paths : run.Paths.In(round);
            var examples = run.Records<TrainingExample>(paths.Examples).ToList();
            var wanted = examples.Select(example => example.Intervention).OfType<InterventionId>().ToHashSet();
            var steps = wanted.Count == 0 ? [] : run.Records<Proposal>(own.Interventions).OfType<Correction>()
                .Where(correction => wanted.Contains(correction.Id)).ToDictionary(correction => correction.Id, correction => correction.Content);
            before.AddRange(examples.Select(example => (example, example.Intervention is { } id ? steps.GetValueOrDefault(id) : null)));
            if (before.Count == 0)
            {
                continue;
            }

            var texts = new TrainedTexts(
                arm, title, paths.Samples,
                new TrainedSteps(before.Where(one => one.Step is not null).Select(one => (one.Example.ProblemId, one.Step!))));
            before.ForEach(one => texts.Add(one.Example, tokenizer));
            yield return texts;
        }
    }

    /// <summary>Lets go what takes memory: nothing is looked for any more.</summary>
    public void Release() => (Tokens, Characters) = (new SuffixAutomaton(), new SuffixAutomaton());

    private void Add(TrainingExample example, Tokenizer tokenizer)
    {
        var tokens = example.TargetIds[example.LossStart..];
        int[] characters = [.. tokenizer.Decode(tokens, skipSpecialTokens: true).Select(c => (int)c)];
        if (characters.Length <= Characters.Left && Tokens.Add(tokens))
        {
            Characters.Add(characters);
            Sources.Add(example.ProblemId);
        }
        else
        {
            LeftOut++;
        }
    }
}
