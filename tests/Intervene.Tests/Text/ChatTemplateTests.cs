using System.Text.Json.Nodes;
using Intervene.Text;

namespace Intervene.Tests.Text;

public sealed class ChatTemplateTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("intervene-template-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void An_error_names_template_line_construct_and_cause()
    {
        var fault = Assert.Throws<ChatTemplateException>(() => Render("a\nb\n{{ raise_exception('No ' ~ messages[0].role) }}"));
        Assert.Equal("t.jinja:3 in {{ raise_exception('No ' ~ messages[0].role) }}: TemplateError: No user", fault.Message);
        Assert.Equal(("TemplateError", "No user", 3), (fault.Kind, fault.Detail, fault.Line));
    }

    [Theory]
    [InlineData("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% set ns = namespace(s='aaaaaaaaaa') %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}")]
    [InlineData("{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}")]
    [InlineData("{{ 'a' * 1000000000 }}")]
    [InlineData("{{ 10 ** 10000 * 10 ** 10000 }}")]
    [InlineData("{{ 'a\nb'|indent(1000000000) }}")]
    [InlineData("{% set ns = namespace(l=[1]) %}{% for i in range(80) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}")]
    [InlineData("{% set ns = namespace(l=[1], m=[1]) %}{% for i in range(80) %}{% set ns.l = [ns.l, ns.l] %}{% set ns.m = [ns.m, ns.m] %}{% " +
        "endfor %}{{ ns.l == ns.m }}")]
    [InlineData("{% set s = 'a ' * 1000000 %}{% for i in range(100000) %}{% set x = s.split() %}{% endfor %}")]
    [InlineData("{% set s = 'a' * 10000000 %}{% for i in range(100000) %}{{ 'b' in s }}{% endfor %}")]
    [InlineData("{{ ['a'] * 1000000000 }}")]
    [InlineData("{{ 'a'.center(1000000000) }}")]
    [InlineData("{% set a = 'a' * 10000000 %}{{ a.replace('', a) }}")]
    [InlineData("{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}")]
    [InlineData("{% for x in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}")]
    [InlineData("{% for x in range(50000) %}{{ '%s' % messages }}{{ messages|tojson }}{{ range(5000)|list }}{% endfor %}")]
    public void A_template_that_wants_too_much_is_stopped(string source) =>
        Assert.Equal("LimitError", Assert.Throws<ChatTemplateException>(() => Render(source)).Kind);

    [Fact]
    public void Deep_nesting_is_an_error_and_no_crash()
    {
        foreach (var source in new[]
        {
            "{{ " + new string('(', 100_000) + "1" + new string(')', 100_000) + " }}",
            "{% set " + new string('(', 100_000) + "a" + new string(')', 100_000) + " = 1 %}",
            "{{ " + string.Concat(Enumerable.Repeat("not ", 100_000)) + "1 }}",
            "{{ " + string.Concat(Enumerable.Repeat("-", 100_000)) + "1 }}",
            "{{ 1" + string.Concat(Enumerable.Repeat("+1", 100_000)) + " }}",
            "{{ 1" + string.Concat(Enumerable.Repeat("|int", 100_000)) + " }}",
            string.Concat(Enumerable.Repeat("{% if 1 %}", 50_000)) + string.Concat(Enumerable.Repeat("{% endif %}", 50_000)),
        })
        {
            Assert.Equal("LimitError", Assert.Throws<ChatTemplateException>(() => Render(source)).Kind);
        }
    }

    [Theory]
    [InlineData("{{ messages.append(1) }}", "SecurityError")]
    [InlineData("{{ messages[0].update({}) }}", "SecurityError")]
    [InlineData("{{ ''.__class__.__mro__ }}", "SecurityError")]
    [InlineData("{% include 'x' %}", "TemplateSyntaxError")]
    [InlineData("{% import 'x' as y %}", "TemplateSyntaxError")]
    [InlineData("{% extends 'x' %}", "TemplateSyntaxError")]
    [InlineData("{{ messages|pprint }}", "TemplateAssertionError")]
    [InlineData("{{ 10.0 ** 400 }}", "OverflowError")]
    [InlineData("{{ 3 ** 10000 }}", "ValueError")]
    public void A_template_can_do_nothing_but_make_text(string source, string kind) =>
        Assert.Equal(kind, Assert.Throws<ChatTemplateException>(() => Render(source)).Kind);

    [Fact]
    public void The_time_is_formatted_as_in_C() => Assert.Equal(
        "26 Jul 2024 Friday 08 8 AM 208 %",
        ChatTemplate.Parse("{{ strftime_now('%d %b %Y %A %I %-I %p %j %%') }}", "t")
            .Render([], new() { Now = new(2024, 7, 26, 8, 5, 0, TimeSpan.Zero) }));

    [Fact]
    public void A_directory_gives_its_template_and_its_special_tokens()
    {
        Assert.Null(ChatTemplate.Load(_directory));
        Write("tokenizer_config.json",
            """{"bos_token":{"content":"<s>"},"chat_template":[{"name":"tool_use","template":"x"},{"name":"default","template":"{{ """ +
            """bos_token }}{{ eos_token }}!"}]}""");
        Assert.Equal("<s>!", ChatTemplate.Load(_directory)!.Render([], new()));
        Assert.Equal("x", ChatTemplate.Load(_directory)!.Render([], new() { Tools = [] }));
        Write("chat_template.jinja", "{{ bos_token }}from the file\n");
        Assert.Equal("<s>from the file", ChatTemplate.Load(_directory)!.Render([], new()));
        Directory.CreateDirectory(Path.Combine(_directory, "additional_chat_templates"));
        File.WriteAllText(Path.Combine(_directory, "additional_chat_templates", "tool_use.jinja"), "with tools");
        Assert.Equal("with tools", ChatTemplate.Load(_directory)!.Render([], new() { Tools = [] }));
        Assert.Equal("<s>from the file", ChatTemplate.Load(_directory)!.Render([], new()));
    }

    [Fact]
    public void A_damaged_template_or_file_is_refused()
    {
        Write("tokenizer_config.json", """{"chat_template":7}""");
        Assert.Contains("chat_template", Assert.Throws<InterveneException>(() => ChatTemplate.Load(_directory)).Message);
        Write("chat_template.jinja", "\n{% if %}");
        Assert.Contains("chat_template.jinja:2 in {% if %}", Assert.Throws<ChatTemplateException>(() => ChatTemplate.Load(_directory)).Message);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory, name), text);

    private static string Render(string source) =>
        ChatTemplate.Parse(source, "t.jinja").Render([new("user", "hi")], new() { Variables = new JsonObject { ["x"] = 1 } });
}
