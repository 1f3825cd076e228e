using System.Text;
using System.Text.RegularExpressions;
using Intervene.Files;

namespace Intervene.Prompting;

/// <summary>
/// A prompt as a file: turns that begin with a line <c>@system</c>, <c>@user</c> or <c>@assistant</c>, a line <c>@reply</c> where the model is
/// asked and goes on from its own reply, and holes <c>{{name}}</c>. What stands before the first turn is a comment.
/// </summary>
public sealed partial class PromptTemplate
{
    private PromptTemplate(string name, string text, IReadOnlyList<PromptTurn> turns) => (Name, Hash, Turns) = (name, Sha256.OfText(text), turns);

    /// <summary>What messages call it: a built-in prompt's name or a file.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of its text, as it stands in every record.</summary>
    public string Hash { get; }

    /// <summary>Its turns, the last reply left out.</summary>
    public IReadOnlyList<PromptTurn> Turns { get; }

    /// <summary>How many replies it asks for: the last one is what is read.</summary>
    public int Replies => Turns.Count(turn => turn.Role == "reply") + 1;

    /// <summary>Reads a prompt.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InterveneException">It has no user turn, a turn is empty or out of order, or a hole has an unknown name.</exception>
    public static PromptTemplate Parse(string text, string name)
    {
        text = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        var turns = new List<PromptTurn>();
        var heads = TurnHead().Matches(text);
        foreach (var (i, head) in heads.Index())
        {
            var start = head.Index + head.Length;
            var body = text[start..(i + 1 < heads.Count ? heads[i + 1].Index : text.Length)].Trim('\n');
            var line = text.AsSpan(0, head.Index).Count('\n') + 1;
            turns.Add(new(head.Groups[1].Value, body));
            CheckTurn(turns, name, line);
            CheckHoles(body, name, line);
        }

        return turns.Count > 0 && turns[^1].Role == "user"
            ? new(name, text, turns)
            : throw new InterveneException(
                $"{name}: expected a prompt that ends in a user's turn, which a line @user begins; " +
                $"found {(turns.Count == 0 ? "no turn" : $"@{turns[^1].Role} at the end")}.");
    }

    /// <summary>Whether the prompt has a hole.</summary>
    public bool Uses(string hole) => Turns.Any(turn => turn.Text.Contains($"{{{{{hole}}}}}", StringComparison.Ordinal));

    /// <summary>The conversation up to the next reply.</summary>
    /// <param name="holes">What stands in the holes; a text in a hole is never searched for holes.</param>
    /// <param name="replies">The replies so far, fewer than <see cref="Replies"/>.</param>
    /// <exception cref="InterveneException">A hole has nothing to stand in it.</exception>
    public IReadOnlyList<PromptMessage> Render(PromptHoles holes, IReadOnlyList<string> replies)
    {
        var messages = new List<PromptMessage>();
        foreach (var turn in Turns)
        {
            if (turn.Role != "reply")
            {
                messages.Add(Fill(turn, holes));
            }
            else if (messages.Count(message => message.Role == "assistant") is var asked && asked < replies.Count)
            {
                messages.Add(new("assistant", replies[asked], 0));
            }
            else
            {
                break;
            }
        }

        return messages;
    }

    private PromptMessage Fill(PromptTurn turn, PromptHoles holes)
    {
        var text = new StringBuilder();
        var shared = -1;
        var at = 0;
        foreach (Match hole in Hole().Matches(turn.Text))
        {
            text.Append(turn.Text, at, hole.Index - at);
            var name = hole.Groups[1].Value;
            shared = shared < 0 && !PromptHoles.IsShared(name) ? text.Length : shared;
            text.Append(
                holes[name] ?? throw new InterveneException(
                    $"{Name}: the prompt has a hole {{{{{name}}}}}, and this problem has no {name.Replace('_', ' ')}."));
            at = hole.Index + hole.Length;
        }

        text.Append(turn.Text, at, turn.Text.Length - at);
        return new(turn.Role, text.ToString(), shared < 0 ? text.Length : shared);
    }

    private static void CheckTurn(List<PromptTurn> turns, string name, int line)
    {
        var (role, text) = turns[^1];
        if (role == "reply" ? text.Trim().Length > 0 : text.Trim().Length == 0)
        {
            throw new InterveneException(role == "reply" ? $"{name}:{line}: @reply has a text, expected none: the model's reply stands there."
                : $"{name}:{line}: @{role} is empty, expected its text on the lines after it.");
        }

        if (role == "reply" && (turns.Count < 2 || turns[^2].Role != "user"))
        {
            throw new InterveneException(
                $"{name}:{line}: @reply stands after {(turns.Count < 2 ? "nothing" : "@" + turns[^2].Role)}, expected it after a user's turn.");
        }
    }

    private static void CheckHoles(string text, string name, int line)
    {
        foreach (Match hole in Hole().Matches(text))
        {
            if (!PromptHoles.Names.Contains(hole.Groups[1].Value))
            {
                throw new InterveneException(
                    $"{name}:{line + text.AsSpan(0, hole.Index).Count('\n') + 1}: there is no hole {hole.Value}, expected one of {string.Join(", ", PromptHoles.Names.Select(known => $"{{{{{known}}}}}"))}.");
            }
        }
    }

    [GeneratedRegex(@"^@(system|user|assistant|reply)[ \t]*(?:\n|\z)", RegexOptions.Multiline)]
    private static partial Regex TurnHead();

    [GeneratedRegex(@"\{\{([a-z_]+)\}\}")]
    private static partial Regex Hole();
}
