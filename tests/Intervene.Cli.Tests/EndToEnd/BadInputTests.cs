using System.Text.Json.Nodes;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>What a user reads who got something wrong: one message on standard error, exit code 1.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Problems = "problems: { kind: chains, hard: 2, easy: 0 }\n";
    private readonly TinyRun _tiny = new();

    [Theory]
    [InlineData("model: models/chains\nseeed: 1\n" + Problems, "recipe.yaml:2", "seeed", "seed")]
    [InlineData("model: models/chains\nmine: { attempts: many }\n" + Problems, "recipe.yaml:2", "many", "whole number")]
    [InlineData("model: models/chains\nmine: { attempts: 0 }\n" + Problems, "recipe.yaml:2", "mine.attempts", "1")]
    [InlineData("model: models/none\n" + Problems, "models/none", "config.json", "Hugging Face")]
    [InlineData("model: models/chains\nproblems: { kind: file, path: none.jsonl }\n", "none.jsonl", "no such file", "path")]
    public void A_wrong_recipe_is_explained(string recipe, string where, string what, string expected) => Refused(recipe, where, what, expected);

    [Fact]
    public void A_missing_recipe_and_an_unknown_override_are_explained()
    {
        var missing = ProgramProcess.Run("run", _tiny.At("other.yaml"), "--out", _tiny.Out);
        Assert.Equal(1, missing.Code);
        Assert.Contains("other.yaml", missing.Errors, StringComparison.Ordinal);
        var unknown = ProgramProcess.Run(_tiny.Command("run", null, "rl.stpes=4"));
        Assert.Equal(1, unknown.Code);
        Assert.Contains("stpes", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("steps", unknown.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_tiny.Out));
    }

    [Fact]
    public void A_truncated_model_is_refused_by_file()
    {
        var model = CopyModel();
        using (var weights = File.OpenWrite(Path.Combine(model, "model.safetensors")))
        {
            weights.SetLength(weights.Length / 2);
        }

        Refused($"model: {model}\n{Problems}", "model.safetensors", "bytes", "");
    }

    [Fact]
    public void A_tokenizer_with_more_tokens_than_the_model_is_refused()
    {
        var model = CopyModel();
        var path = Path.Combine(model, "tokenizer.json");
        var tokenizer = JsonNode.Parse(File.ReadAllText(path))!;
        tokenizer["added_tokens"]!.AsArray().Add(new JsonObject
        {
            ["id"] = 5000,
            ["content"] = "<|far|>",
            ["special"] = true,
            ["single_word"] = false,
            ["lstrip"] = false,
            ["rstrip"] = false,
            ["normalized"] = false,
        });
        File.WriteAllText(path, tokenizer.ToJsonString());
        Refused($"model: {model}\n{Problems}", "tokenizer", "5000", "");
    }

    [Fact]
    public void Problems_without_an_answer_are_named_and_without_any_left_the_run_is_refused()
    {
        var problems = _tiny.At("mine.jsonl");
        File.WriteAllText(problems, "{\"question\":\"121 *7\",\"answer\":\"no such value\"}\n{\"question\":\"5 *3\",\"answer\":null}\n");
        File.WriteAllText(
            _tiny.RecipePath,
            $"model: models/chains\nproblems: {{ kind: file, " +
            $"path: {problems} }}\nmine: {{ attempts: 2, held_out_problems: 0, sampling: {{ max_tokens: 32 }} }}\n");
        var (code, output, errors) = ProgramProcess.Run(_tiny.Command("mine"));
        Assert.True(code == 0, errors);
        Assert.Contains("1 left out, no answer: " + problems + ":2", output, StringComparison.Ordinal);

        Directory.Delete(_tiny.Out, recursive: true);
        File.WriteAllText(problems, "{\"question\":\"5 *3\",\"answer\":null}\n");
        Refused(File.ReadAllText(_tiny.RecipePath), "mine.jsonl:1", "no answer", "Give every problem");
    }

    [Fact]
    public void A_torn_line_of_problems_is_named()
    {
        var problems = _tiny.At("mine.jsonl");
        File.WriteAllText(problems, "{\"question\":\"121 *7\",\"answer\":\"847\"}\n{\"question\":\"5 *3\",\"ans");
        Refused($"model: models/chains\nproblems: {{ kind: file, path: {problems}, strict: true }}\n",
            "1 left out, malformed json", "mine.jsonl:2", "leave out strict");
    }

    [Fact]
    public void A_directory_of_something_else_is_not_touched()
    {
        Directory.CreateDirectory(_tiny.Out);
        File.WriteAllText(_tiny.InRun("thesis.tex"), "x");
        Refused(File.ReadAllText(_tiny.RecipePath), "thesis.tex", "not a run directory", "");
        Assert.True(File.Exists(_tiny.InRun("thesis.tex")));
    }

    [Fact]
    public void A_disk_without_room_is_one_message_and_what_was_written_stays()
    {
        _tiny.CopyBefore("rollout");
        var (code, _, errors) = ProgramProcess.RunWithFileLimit(4, _tiny.Command("rollout"));
        Assert.Equal(1, code);
        Assert.Contains("02-rollouts.jsonl", errors, StringComparison.Ordinal);
        Assert.Contains("make room and start the same command again", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split("error:").Skip(1));
        Assert.Equal(0, ProgramProcess.Run(_tiny.Command("rollout")).Code);
    }

    [Fact]
    public void Interventions_without_a_finished_right_continuation_give_no_example_with_a_suffix_and_are_told()
    {
        File.WriteAllText(_tiny.RecipePath, File.ReadAllText(_tiny.RecipePath)
            .Replace("{ name: int, examples: interventions }",
                "{ name: int, examples: { kind: interventions, suffix: true } }", StringComparison.Ordinal)
            .Replace("filter: { samples: 4, sampling: { max_tokens: 160 } }",
                "filter: { samples: 4, min_correct: 0, sampling: { max_tokens: 12 } }", StringComparison.Ordinal));
        Assert.Matches("arm int: (\\d+) of \\1 interventions have no continuation that is right and finished",
            Filtered());
    }

    public void Dispose() => _tiny.Dispose();

    /// <summary>What the stage says that must succeed.</summary>
    private string Filtered()
    {
        _tiny.CopyBefore("filter");
        var (code, output, errors) = ProgramProcess.Run(_tiny.Command("filter"));
        Assert.True(code == 0, errors);
        return output;
    }

    private void Refused(string recipe, params string[] parts)
    {
        File.WriteAllText(_tiny.RecipePath, recipe);
        var (code, output, errors) = InProcess.Run(_tiny.Command());
        Assert.True(code == 1, $"exit code {code}\n{output}\n{errors}");
        Assert.All(parts, part => Assert.Contains(part, errors.ReplaceLineEndings(" "), StringComparison.Ordinal));
        Assert.Single(errors.Split("error:").Skip(1));
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private string CopyModel()
    {
        var copy = Directory.CreateDirectory(_tiny.At("model")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "models", "chains")))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }
}
