using System.CommandLine;
using System.Text.Json.Nodes;
using Intervene.Cli.Output;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Runs;
using Intervene.Prompting;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene prompt list</c> and <c>intervene prompt show</c>: what a language model is asked about an attempt.</summary>
internal static class PromptCommand
{
    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var list = new Command("list", "List the prompts that come with the program, with their hashes.");
        list.SetAction(_ =>
        {
            foreach (var prompt in PromptLibrary.Names.Select(PromptLibrary.Load))
            {
                Console.WriteLine($"{prompt.Name,-20} {prompt.Hash[..12]}  {prompt.Replies} {(prompt.Replies == 1 ? "reply" : "replies")}");
            }

            return 0;
        });
        return new Command("prompt", "Show what a language model is asked about an attempt.") { list, Show() };
    }

    private static Command Show()
    {
        var name = new Argument<string>("PROMPT") { Description = "A prompt by name (see prompt list), or a file." };
        var run = new Option<string?>("--run") { Description = "A run directory: the attempt is one of its wrong rollouts." };
        var input = new Option<string?>("--in")
        {
            Description = "JSON lines with id, problem, steps and, where known, answer and reference or solution.",
        };
        var id = new Option<string?>("--id") { Description = "The attempt's id, in a run problem/sample; without it the first." };
        var replies = new Option<string[]>("--reply")
        {
            Description = "The model's replies to the turns before, in order.",
            Arity = ArgumentArity.ZeroOrMore
        };
        var longest = new Option<int>("--longest-attempt")
        {
            Description = "The most characters of an attempt; a longer one loses steps of its middle.",
            DefaultValueFactory = _ => 200_000,
        };
        var command = new Command("show", "Print a prompt, filled in for an attempt.") { name, run, input, id, replies, longest };
        command.SetAction(parsed =>
        {
            var prompt = PromptLibrary.Load(parsed.GetRequiredValue(name));
            var question = Question(parsed.GetValue(run), parsed.GetValue(input), parsed.GetValue(id));
            var attempt = AttemptText.Of(question.Steps, parsed.GetValue(longest), shorten: true)
                ?? throw new InterveneException($"{question.Id}: its first step is longer than --longest-attempt {parsed.GetValue(longest)}.");
            foreach (var message in prompt.Render(PromptHoles.Of(question, attempt, guidance: prompt.Uses("guidance") ? "(the teacher's words)"
                : null), parsed.GetValue(replies) ?? []))
            {
                Streams.Data.WriteLine($"@{message.Role}\n{message.Text}\n");
            }

            return 0;
        });
        return command;
    }

    private static OracleQuestion Question(string? run, string? input, string? id)
    {
        if (run is null == input is null)
        {
            throw new InterveneException("prompt show needs an attempt: expected --run DIR or --in FILE, one of them.");
        }

        var questions = run is not null ? WrongAttempts.Of(new RunPaths(run)) : Rows(input!);
        return questions.FirstOrDefault(question => id is null || question.Id == id)
            ?? throw new InterveneException(
                $"{run ?? input}: there is no {(id is null ? "attempt" : $"attempt {id}")}{(run is null ? "." : "; expected the id of a wrong rollout, problem/sample.")}");
    }

    private static IEnumerable<OracleQuestion> Rows(string path)
    {
        foreach (var (number, line) in InputLines.Read(path))
        {
            if (!LenientJson.TryRead(line, 0, out var value, out _) || value is not JsonObject row || Text(row, "problem") is not { } problem
                || row["steps"] is not JsonArray steps)
            {
                throw new InterveneException($"{path}:{number}: expected a JSON object with id, problem and steps, a list of texts.");
            }

            yield return new OracleQuestion
            {
                Id = row["id"]?.ToString() ?? $"{number}",
                Question = problem,
                Gold = Text(row, "answer"),
                ReferenceSolution = Text(row, "reference") ?? Text(row, "solution"),
                Steps = [.. steps.Select(step => step?.ToString() ?? "")],
            };
        }
    }

    private static string? Text(JsonObject row, string name) => row[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
