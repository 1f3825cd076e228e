using Intervene.Examples;

namespace Intervene.Tests.Examples;

/// <summary>Which texts of a source are asked about.</summary>
public class TextSourceTests
{
    [Fact]
    public void Texts_are_taken_at_even_distances_over_those_that_fit_and_the_others_are_counted()
    {
        TrainingText[] texts =
        [
            Text("a", 3, 3), Text("b", 3, 0), Text("c", 3, 1), Text("d", 3, 4), Text("e", 3, 2), Text("f", 6, 1), Text("g", 1, 5), Text("h", 1, 1),
        ];
        var all = TextSource.Of("s", texts, 9, context: 6);
        Assert.Equal("a c e g h", Ids(all));
        Assert.Equal(3, all.Unfit);
        Assert.Equal("s: 3 are empty or longer than the model's context, and are not scored", all.Notice);
        Assert.Equal("a e", Ids(TextSource.Of("s", texts, 2, context: 6)));
        Assert.Equal("a c g", Ids(TextSource.Of("s", texts, 3, context: 6)));
        var none = TextSource.Of("s", [Text("a", 1, 1)], 1, context: 6);
        Assert.Null(none.Notice);
    }

    private static string Ids(TextSource source) => string.Join(' ', source.Texts.Select(text => text.ProblemId));

    private static TrainingText Text(string problem, int given, int tokens) => new("s", problem, 0, new int[given], new int[tokens]);
}
