using Intervene.Options;
using Intervene.Text;

namespace Intervene.Tests.Text;

public sealed class PromptFormatTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("intervene-tokenizer-").FullName;
    private readonly Tokenizer _tokenizer;
    private readonly ChatTemplate _template = ChatTemplate.Parse(
        "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}{% if add_generation_prompt %}[a]{% endif %}{{ enable_thinking }}", "test");

    public PromptFormatTests()
    {
        TokenizerFile.WriteByteLevel(_directory, [], "<end>");
        _tokenizer = Tokenizer.Load(_directory);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_plain_prompt_is_the_template_with_the_question()
    {
        var format = PromptFormat.Create(_tokenizer, null, new());
        Assert.Equal(PromptKind.Plain, format.Kind);
        Assert.Equal("1+{x}\n\n", _tokenizer.Decode(format.Encode("1+{x}")));
    }

    [Fact]
    public void A_chat_prompt_ends_where_the_answer_begins()
    {
        var options = new PromptOptions { System = "S", UserTemplate = @"{question} in \boxed{}.", EnableThinking = false };
        Assert.Equal(@"[system]S[user]Q in \boxed{}.[a]False", PromptFormat.Create(_tokenizer, _template, options).Render("Q"));
        Assert.Equal("[user]Q\n\nPlease reason step by step, and put your final answer within \\boxed{}.[a]",
            PromptFormat.Create(_tokenizer, _template, new()).Render("Q"));
    }

    [Fact]
    public void Without_a_template_auto_says_that_it_goes_plain_and_what_is_not_used_then()
    {
        Assert.Contains("prompt.system, prompt.user_template", PromptFormat.Create(_tokenizer, null, new()).Note, StringComparison.Ordinal);
        Assert.Null(PromptFormat.Create(_tokenizer, null, new() { Kind = PromptKind.Plain }).Note);
        Assert.Null(PromptFormat.Create(_tokenizer, _template, new()).Note);
    }

    [Fact]
    public void A_template_that_asks_for_the_date_is_told_the_given_one()
    {
        var template = ChatTemplate.Parse("{{ strftime_now('%Y-%m-%d') }} {{ messages[0].content }}", "t");
        var date = new DateTimeOffset(2021, 3, 4, 23, 59, 0, TimeSpan.Zero);
        Assert.StartsWith("2021-03-04 Q", PromptFormat.Create(_tokenizer, template, new(), date).Render("Q"), StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_can_be_asked_of_a_model_with_a_template() =>
        Assert.Equal("Q: x", PromptFormat.Create(_tokenizer, _template, new() { Kind = PromptKind.Plain, Template = "Q: {question}" }).Render("x"));

    [Fact]
    public void Chat_without_a_template_and_a_template_without_a_question_are_refused()
    {
        Assert.Throws<InterveneException>(() => PromptFormat.Create(_tokenizer, null, new() { Kind = PromptKind.Chat }));
        Assert.Throws<InterveneException>(() => PromptFormat.Create(_tokenizer, null, new() { Template = "nothing" }));
        Assert.Throws<InterveneException>(() => PromptFormat.Create(_tokenizer, _template, new() { UserTemplate = "{Question}" }));
    }
}
