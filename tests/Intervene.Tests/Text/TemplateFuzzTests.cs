using Intervene.Text;

namespace Intervene.Tests.Text;

/// <summary>Whatever a template says, it renders or is refused.</summary>
public class TemplateFuzzTests
{
    private static readonly string[] Seeds =
    [
        "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' }}{% endfor %}{% if " +
        "add_generation_prompt %}a{% endif %}",
        "{%- set ns = namespace(x=0) -%}{%- for m in messages[::-1] %}{%- set ns.x = ns.x + loop.index0 %}{%- endfor -%}{{ ns.x }}",
        "{% macro f(a, b='x') %}{{ a ~ b | upper }}{% endmacro %}{{ f('q') }}{{ f(messages | length, b=[1, 2] | join(',')) }}",
        "{{ messages | map(attribute='content') | list | tojson(indent=2) }}{{ '%s-%d' % ('a', 3) }}{{ 'x{}y'.format(1.5) }}",
        "{{ messages[0].content.split('</think>')[-1].lstrip('\\n') | replace('a', 'b') | trim }}{{ {'a': 1, 2: (3,)} }}",
        "{% if not x is defined and 1 < 2 <= 3 %}{{ raise_exception('no') }}{% else %}{{ strftime_now('%Y') }}{% endif %}{# note #}",
    ];

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "-%}", "{%-", "'", "\"", "(",
        ")", "[", "]", "{", "}", "|", "~", "**", "//", "%", " in ", " not ", " is ", "if", "else", "elif ", "endif", "for", "endfor", "set", "macro",
        "endmacro", "loop", "messages", ".content", "[0]", "[::-1]",
        "99999999999999999999", "1e999", "-1", "None", "true", "\\u12", "\ud83d", "\0", "\u202e", "__class__", "namespace()", "range(10**9)",
        "* 10**8", "| sort", "| unique", "| tojson", "| groupby('a')", "| batch(0)", ".format(",
        "'%*s' % ", "| center(10**9)", "break", "continue", "generation", "endgeneration", "raw", "endraw", "*args", "**kw", ",", ":", "=",
    ];

    [Fact]
    public void Mutated_templates_render_or_are_refused()
    {
        ChatMessage[] messages = [new("system", "s"), new("user", "What is 2 + 2?"), new("assistant", "<think>x</think>\n4")];
        foreach (var source in Fuzzing.Of(Seeds, Pieces))
        {
            try
            {
                ChatTemplate.Parse(source, "t")
                    .Render(messages, new ChatTemplateOptions { AddGenerationPrompt = true, Now = DateTimeOffset.UnixEpoch });
            }
            catch (ChatTemplateException)
            {
                // Refused, with its place.
            }
            catch (Exception fault)
            {
                Assert.Fail($"{fault.GetType().Name} for {source}\n{fault}");
            }
        }
    }

    [Theory]
    [InlineData("{% set s = 'ab' * 4000000 %}{% set d = {s: 1} %}{% for i in range(100000) %}{% if d[s] %}{% endif %}{% endfor %}")]
    [InlineData("{% set s = 'a' * 4000000 %}{% set t = 'a' * 2000000 ~ 'b' %}{% for i in range(100000) %}{% if t in s %}{% endif %}{% endfor %}")]
    [InlineData("{% set s = 'a' * 4000000 %}{% set t = 'a' * 2000000 ~ 'b' %}{% for i in range(100000) %}{{ s.find(t) }}{{ s.count(t) }}{{ " +
        "s.split(t) | length }}{% endfor %}")]
    [InlineData("{% set s = 'a' * 4000000 %}{% set t = 'a' * 4000000 %}{% for i in range(100000) %}{% if s == t %}{% endif %}{% endfor %}")]
    [InlineData("{% set s = 'a' * 4000000 %}{% set t = 'a' * 4000000 %}{% for i in range(100000) %}{% if s < t %}{% endif %}{% endfor %}")]
    [InlineData("{% set s = 'a' * 4000000 %}{% for i in range(100000) %}{{ s[5:6] }}{{ s[-1] }}{% endfor %}")]
    [InlineData("{% set s = 'a' * 4000000 %}{% set l = [s] * 10000 %}{% for i in range(100000) %}{{ l | unique | list | length }}{% endfor %}")]
    [InlineData("{% set s = 'a' * 4000000 %}{% set l = [s] * 1000 %}{% for i in range(100000) %}{% if s in l %}{% endif %}{{ l | sort | length " +
        "}}{% endfor %}")]
    [InlineData("{% set s = 'a' * 4000000 %}{% for i in range(100000) %}{{ s | length }}{{ s.startswith('b') }}{{ s | upper | lower | length }}{% " +
        "endfor %}")]
    public void Long_texts_in_loops_are_charged_by_what_is_touched(string source) =>
        Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(source, "t").Render([new("user", "x")], new ChatTemplateOptions()));
}
