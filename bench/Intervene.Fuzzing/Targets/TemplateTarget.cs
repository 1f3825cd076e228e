using Intervene.Text;

namespace Intervene.Fuzzing.Targets;

/// <summary>Chat templates.</summary>
internal static class TemplateTarget
{
    private static readonly string[] Seeds =
    [
        "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' }}{% endfor %}"
            + "{% if add_generation_prompt %}a{% endif %}",
        "{%- set ns = namespace(x=0) -%}{%- for m in messages[::-1] %}{%- set ns.x = ns.x + loop.index0 %}{%- endfor -%}{{ ns.x }}",
        "{% macro f(a, b='x') %}{{ a ~ b | upper }}{% endmacro %}{{ f('q') }}{{ f(messages | length, b=[1, 2] | join(',')) }}",
        "{{ messages | map(attribute='content') | list | tojson(indent=2) }}{{ '%s-%d' % ('a', 3) }}{{ 'x{}y'.format(1.5) }}",
        "{{ messages[0].content.split('</think>')[-1].lstrip('\\n') | replace('a', 'b') | trim }}{{ {'a': 1, 2: (3,)} }}",
        "{% if not x is defined and 1 < 2 <= 3 %}no{% else %}{{ strftime_now('%Y') }}{% endif %}{# note #}",
    ];

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "-%}", "{%-", "'", "\"", "(", ")", "[", "]", "{", "}", "|", "~", "**", "//", "%", " in ", " not ", " is ",
        "if", "else", "elif ", "endif", "for", "endfor", "set", "macro", "endmacro", "loop", "messages", ".content", "[0]", "[::-1]",
        "99999999999999999999", "1e999", "-1", "None", "true", "\\u12", "\ud83d", "\0", "\u202e", "__class__", "namespace()", "range(10**9)",
        "* 10**8", "| sort", "| unique", "| tojson", "| groupby('a')", "| batch(0)", ".format(", "'%*s' % ", "| center(10**9)", "break", "continue",
        "generation", "endgeneration", "raw", "endraw", "*args", "**kw", ",", ":", "=", "| indent(10**9)", "| wordwrap(0)", ".join(",
        ".replace('', 'x' * 10**6)",
    ];

    public static FuzzTarget Create() => new()
    {
        Name = "templates",
        Seeds = [.. Seeds, .. Embedded.Texts("templates").Readable(Render)],
        Pieces = Pieces,
        Read = Render,
    };

    private static string Render(string source)
    {
        ChatTemplate.Parse(source, "t").Render(
            [new("user", "What is 2 + 2?"), new("assistant", "<think>x</think>\n4"), new("user", "And 3 + 3?")],
            new ChatTemplateOptions { AddGenerationPrompt = true, Now = DateTimeOffset.UnixEpoch });
        return "rendered";
    }
}
