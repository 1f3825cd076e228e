using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Fuzzing.Targets;

/// <summary>Recipes, and what stands after an <c>=</c> on the command line.</summary>
internal static class RecipeTarget
{
    private static readonly string[] Seeds =
    [
        "seed: 3\nmodel: models/chains\nproblems:\n  - { kind: chains, hard: 14, easy: 6 }\n"
            + "mine: { attempts: 4, train_problems: 8, sampling: { max_tokens: 160 } }\n",
        "model: m\nprompt: { kind: chat, user_template: \"{question}\\n\", system: null }\nrl:\n  preset: dr-grpo\n  steps: 3\n"
            + "  optimizer: { learning_rate: 1e-4, schedule: constant }\n",
        "arms:\n  - { name: int, examples: interventions }\n  - name: rl\n    examples: none\n    sft: &a { epochs: 2 }\n"
            + "evaluate: { samples: 4, k: [1, 2, 4] }\n",
        "propose:\n  oracle:\n    - { kind: reference }\n"
            + "    - { kind: llm, endpoint: http://localhost:1/v1, model: m, body: { a: [1, { b: c }] }, budget: { calls: 5 } }\n",
        "verifier: { kind: command, run: [sh, -c, cat] }\nproblems: { kind: file, path: p.jsonl, where: [ { column: a, is: [b] } ] }\n",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", "'", ":", ": ", "- ", "? ", "& ", "&a ", "*a", "!!binary ", "! ", "|", ">", "|+2\n", "#", "%YAML 1.1\n", "---\n",
        "...\n", "<<: ", "~", "null", "\t", "\r", "\0", "\u0007", "\u202e", "\ud83d", "\\ud83d", "\\x", "-1", "1e999", "99999999999999999999", ".nan",
        "0x1F", "kind", "preset", "{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "\n", "\n  ", ",", "@", "`",
    ];

    public static FuzzTarget Create() => new()
    {
        Name = "recipes",
        Seeds = [.. Seeds, .. Embedded.Texts("recipes").Readable(Read)],
        Pieces = Pieces,
        Read = Read,
    };

    private static string Read(string text)
    {
        try
        {
            OptionsYaml.Parse<RunOptions>(text, "recipe.yaml", []);
        }
        catch (InterveneException) when (text.Contains('=', StringComparison.Ordinal))
        {
            OptionsYaml.Parse<RunOptions>("model: m", "recipe.yaml", [text]); // what is no recipe may be an override
        }

        return "read";
    }
}
