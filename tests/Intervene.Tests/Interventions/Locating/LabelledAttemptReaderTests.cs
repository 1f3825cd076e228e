using Intervene.Interventions.Locating;

namespace Intervene.Tests.Interventions.Locating;

public class LabelledAttemptReaderTests
{
    [Fact]
    public void All_fields_are_read()
    {
        var row = LabelledAttemptReader.Read(
            """{"id":"g-1","problem":"?","steps":["a","b"],"label":1,"answer":42,"solution":"s","correction":["c","d"]""" +
            ""","generator":"m","final_answer_correct":false}""", "rows:1");

        Assert.Equal(("g-1", 2, "42", "s", "m"), (row.Id, row.ErrorStep, row.Answer, row.Solution, row.Generator));
        Assert.Equal(["c", "d"], row.Corrections);
        Assert.False(row.Question(knownWrong: false).KnownWrong);
    }

    [Fact]
    public void Minus_one_is_no_error_and_a_missing_label_no_judgement()
    {
        Assert.Null(LabelledAttemptReader.Read("""{"id":"1","problem":"?","steps":["a"],"label":-1}""", "rows:1").ErrorStep);
        Assert.Null(LabelledAttemptReader.Read("""{"id":"1","problem":"?","steps":["a"]}""", "rows:1").Label);
    }

    [Theory]
    [InlineData("""{"id":"1","problem":"?","steps":["a"],"label":1}""", "rows:3: \"label\" is 1")]
    [InlineData("""{"id":"1","problem":"?","steps":["a"],"label":-2}""", "rows:3: \"label\" is -2")]
    [InlineData("""{"id":"1","problem":"?","steps":["a"],"label":"0"}""", "rows:3: \"label\" is \"0\"")]
    [InlineData("""{"id":"1","problem":"?","steps":"a"}""", "rows:3: \"steps\" is \"a\"")]
    [InlineData("""{"id":"1","problem":"?","steps":[1]}""", "rows:3: \"steps\" is [1]")]
    [InlineData("""{"problem":"?","steps":[]}""", "rows:3 has no \"id\"")]
    [InlineData("""{"id":"1","steps":[]}""", "rows:3 has no \"problem\"")]
    [InlineData("""[]""", "rows:3 holds an array")]
    [InlineData("""{"id":""", "rows:3 is not valid JSON")]
    [InlineData("""{"id":"\ud800","problem":"?","steps":[]}""", "rows:3")]
    public void A_bad_line_is_named(string line, string message) =>
        Assert.Contains(
            message, Assert.Throws<InterveneException>(() => LabelledAttemptReader.Read(line, "rows:3")).Message, StringComparison.Ordinal);
}
