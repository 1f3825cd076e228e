using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShuffledObjects;

/// <summary>A verifier of kind <c>command</c>: a line <c>{"id","gold","response"}</c> in, a line <c>{"id","reward","verdict","reason"}</c> out.</summary>
public static class Grader
{
    private const string Mark = "Answer:";

    /// <summary>The grade of one line: the last line that begins with <c>Answer:</c> decides.</summary>
    public static string Grade(string line)
    {
        var row = JsonNode.Parse(line)!.AsObject();
        var gold = row["gold"]!.GetValue<string>();
        var said = row["response"]!.GetValue<string>().Split('\n').LastOrDefault(text => text.StartsWith(Mark, StringComparison.Ordinal));
        var answer = said?[Mark.Length..].Trim().TrimEnd('.');
        return new JsonObject
        {
            ["id"] = row["id"]!.GetValue<string>(),
            ["reward"] = answer == gold ? 1 : 0,
            ["verdict"] = answer is null ? "no_answer" : answer == gold ? "correct" : "wrong",
            ["reason"] = answer is null ? $"no line begins with {Mark}" : $"the answer is {answer}, the gold {gold}",
        }.ToJsonString(new JsonSerializerOptions());
    }
}
