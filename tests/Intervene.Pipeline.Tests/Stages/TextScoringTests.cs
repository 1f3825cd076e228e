using Intervene.Examples;
using Intervene.Files;
using Intervene.Pipeline.Stages;
using Intervene.Tests.Files;

namespace Intervene.Pipeline.Tests.Stages;

/// <summary>Scores of texts that stand in a file.</summary>
public sealed class TextScoringTests : IDisposable
{
    private static readonly TrainingText[] Texts =
        [.. Enumerable.Range(0, 40).Select(i => new TrainingText("s", $"p{i / 2}", i % 2, [1, 2], [.. Enumerable.Range(3, 1 + (i % 4))]))];

    private readonly TempFolder _folder = new();
    private readonly List<int> _asked = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_stands_in_the_file_is_not_asked_again_and_a_stopped_scoring_ends_alike()
    {
        var whole = Score("whole", "w", Texts, stopAt: 99);
        Assert.Equal(40, _asked.Count);
        Assert.Equal((2, 2 * 0.25), (whole[1].Tokens, whole[1].Nll));

        _asked.Clear();
        Assert.Throws<OperationCanceledException>(() => Score("stopped", "w", Texts, stopAt: 20));
        _asked.Clear();
        Assert.Equal(whole, Score("stopped", "w", Texts, stopAt: 99));
        Assert.InRange(_asked.Count, 20, 39);
        Assert.Equal(File.ReadAllText(At("whole")), File.ReadAllText(At("stopped")));

        _asked.Clear();
        Assert.Equal(whole, Score("whole", "w", Texts, stopAt: 99));
        Assert.Empty(_asked);
    }

    [Fact]
    public void Other_weights_and_other_texts_are_asked_and_what_nobody_wants_any_more_goes()
    {
        Score("f", "w", Texts, stopAt: 99);
        _asked.Clear();
        TrainingText[] others = [Texts[3] with { Tokens = [9] }, Texts[5]];
        Assert.Equal([1, 2], Score("f", "w", others, stopAt: 99).Select(score => score.Tokens));
        Assert.Single(_asked);
        Assert.Equal(2, JsonLines.Count(At("f")));
        _asked.Clear();
        Score("f", "other weights", others, stopAt: 99);
        Assert.Equal(2, _asked.Count);
        Assert.Equal(2, JsonLines.Count(At("f")));
    }

    private IReadOnlyList<ScoredText> Score(string file, string reader, TrainingText[] texts, int stopAt)
    {
        using var stop = new CancellationTokenSource();
        return TextScoring.Run(At(file), texts, reader, (given, tokens) =>
        {
            Assert.Equal([1, 2], given);
            _asked.Add(tokens.Length);
            if (_asked.Count == stopAt)
            {
                stop.Cancel();
            }

            return [.. tokens.Select(_ => -0.25f)];
        }, _ => { }, stop.Token);
    }

    private string At(string file) => _folder[file + ".jsonl"];
}
