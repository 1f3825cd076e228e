using Intervene.Text;

namespace Intervene.Tests.Text;

/// <summary>What a template may use of time and memory is bounded.</summary>
public class TemplateBoundsTests
{
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
