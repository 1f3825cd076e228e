using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StepCheckers;

/// <summary>The protocol of a command oracle: a line in with an attempt, a line out with what was found, until the input ends.</summary>
public static class Program
{
    private static readonly IStepChecker[] Checkers = [new BracketChecker(), new WordSortingChecker(), new SwapChecker(), new OrderingChecker()];

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers every line of the standard input.</summary>
    public static void Main()
    {
        var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true, NewLine = "\n" };
        while (Console.In.ReadLine() is { } line)
        {
            output.WriteLine(Answer(line));
        }
    }

    /// <summary>The reply to one line.</summary>
    public static string Answer(string line)
    {
        var question = JsonNode.Parse(line)!.AsObject();
        var problem = question["problem"]!.GetValue<string>();
        string[] steps = [.. question["steps"]!.AsArray().Select(step => step!.GetValue<string>())];
        var reply = new JsonObject { ["id"] = question["id"]!.GetValue<string>(), ["proposals"] = new JsonArray() };
        if (Array.Find(Checkers, checker => checker.Knows(problem)) is not { } checker)
        {
            reply["reason"] = "a kind of problem that this checker does not know";
        }
        else if (checker.Check(problem, steps) is { } finding)
        {
            reply["error_location"] = finding.Location;
            reply["reason"] = finding.Reason;
            if (finding.Content is { } content)
            {
                reply["proposals"]!.AsArray().Add(new JsonObject { ["location"] = finding.Location, ["content"] = content });
            }
        }
        else
        {
            reply["reason"] = "every step that can be read is right";
        }

        return reply.ToJsonString(Json);
    }
}
