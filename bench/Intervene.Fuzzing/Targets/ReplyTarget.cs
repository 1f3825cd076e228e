using Intervene.Prompting;

namespace Intervene.Fuzzing.Targets;

/// <summary>Replies of language models to the prompts for interventions.</summary>
internal static class ReplyTarget
{
    private const string Attempt = "First add.\n\nSo 3 + 4 = 8.\n\nDoubled that is 16.";

    private static readonly string[] Seeds =
    [
        "<think>Step 2 is wrong.</think>\n<replacement>\n"
            + "{\"error_location\": 2, \"replacements\": [{\"location\": 2, \"content\": \"So 3 + 4 = 7.\"}]}\n</replacement>",
        "```json\n{\"location\": \"2\", \"content\": \"So \\\\frac{6}{2} + 4 = 7.\",}\n```\nThat is all.",
        "<intervention>{'content': 'So 3 + 4 = 7.', 'location': 2}</intervention>",
        "No error. {\"error_location\": null, \"replacements\": []}",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", "'", ",", ":", "\\", "\\u", "\\ud83d", "\ud83d", "\0", "```", "```json\n", "<replacement>", "</replacement>",
        "<intervention>", "<think>", "</think>", "null", "-1",
        "99999999999999999999", "1e999", "location", "content", "\n", "{{{{{{{{{{{{{{{{{{{{{{{{{{{{", "[[[[[[[[[[[[[[[[[[[[[[[[", "\\frac", "\\(",
        "//", "/*", "…", "“", "HIGH", Attempt,
    ];

    public static FuzzTarget Create() => new()
    {
        Name = "replies",
        Seeds = Seeds,
        Pieces = Pieces,
        Read = text =>
        {
            var parsed = ReplyParser.Parse(text, Attempt);
            return parsed.Refusal is { } refusal ? $"refused as {refusal}" : parsed.Proposals.Count > 0 ? "read"
                : throw new InvalidOperationException("there is neither a proposal nor a reason");
        },
    };
}
