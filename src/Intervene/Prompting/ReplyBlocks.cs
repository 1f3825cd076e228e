using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Intervene.Prompting;

/// <summary>Finds the blocks of a reply that the model stands behind: those in its reasoning are drafts.</summary>
internal static partial class ReplyBlocks
{
    /// <summary>The most blocks that are read, the last ones: each may reach to the reply's end.</summary>
    private const int MostBlocks = 100;

    /// <summary>The blocks outside reasoning, in order, and the last error location stated beside them.</summary>
    /// <param name="reply">The reply's text, with or without its reasoning.</param>
    public static (IReadOnlyList<ReplyBlock> Blocks, int? ErrorLocation) Find(string reply)
    {
        var blocks = new List<ReplyBlock>();
        int? location = null;
        var thinking = false;
        var visibleFrom = 0;
        var unread = BlockTag().Count(reply) - MostBlocks;
        for (var match = Tag().Match(reply); match.Success;)
        {
            var next = match.Index + match.Length;
            var name = match.Groups["name"].Value.ToLowerInvariant();
            var closing = match.Groups["slash"].Length > 0;
            if (name is "think" or "thinking" or "thought" or "reasoning")
            {
                if (closing && (thinking || BeginsLine(reply, match.Index)))
                {
                    // A chat template may have opened the reasoning, so that only its end stands in the reply.
                    blocks.Clear();
                    (thinking, visibleFrom, location) = (false, next, null);
                }
                else if (!closing && BeginsLine(reply, match.Index))
                {
                    thinking = true;
                }
            }
            else if (!closing && name == "error_location")
            {
                location = thinking ? location : StatedNumber(reply, next) ?? location;
            }
            else if (!closing)
            {
                var block = unread-- > 0 ? new(match.Index, next, null) : Read(reply, match.Index, next);
                next = block.Value is null ? next : block.End;
                if (!thinking)
                {
                    blocks.Add(block);
                }
            }

            match = Tag().Match(reply, next);
        }

        return (blocks.Count > 0 || thinking ? blocks : Untagged(reply, visibleFrom), location);
    }

    private static ReplyBlock Read(string reply, int start, int contentStart)
    {
        var fence = Fence().Match(reply, contentStart);
        var at = fence.Success ? fence.Index + fence.Length : contentStart;
        return LenientJson.TryRead(reply, at, out var value, out var end) && value is not null ? new(start, end, value)
            : new(start, contentStart, null);
    }

    /// <summary>JSON that stands in the reply without its tags, in a code fence or bare.</summary>
    private static List<ReplyBlock> Untagged(string reply, int from)
    {
        var blocks = new List<ReplyBlock>();
        var unread = Opening().Count(reply.AsSpan(from)) - MostBlocks;
        for (var match = Opening().Match(reply, from); match.Success;)
        {
            JsonNode? value = null;
            var end = 0;
            var whole = unread-- <= 0 && LenientJson.TryRead(reply, match.Index, out value, out end) && value is not null;
            blocks.Add(new(match.Index, whole ? end : match.Index + match.Length, whole ? value : null));
            match = Opening().Match(reply, blocks[^1].End);
        }

        return blocks;
    }

    private static bool BeginsLine(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t')
        {
            at--;
        }

        return at == 0 || text[at - 1] == '\n';
    }

    private static int? StatedNumber(string reply, int at) =>
        Stated().Match(reply, at) is { Success: true } match
            && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    [GeneratedRegex(@"<(?<slash>/?)(?<name>think|thinking|thought|reasoning|replacements?|interventions?|error_location)\s*>",
        RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("<(?:replacement|intervention)s?\\s*>", RegexOptions.IgnoreCase)]
    private static partial Regex BlockTag();

    [GeneratedRegex(@"\G\s*```[A-Za-z0-9]*[ \t]*\r?\n?")]
    private static partial Regex Fence();

    [GeneratedRegex("""(?:\[\s*)?\{\s*["'“]?(?:error_location|location|content|replacements|steps)["'”]?\s*:|(?<=```(?:json)?\s*)\[\s*\]""")]
    private static partial Regex Opening();

    [GeneratedRegex(@"\G[^<\d]{0,20}(\d{1,6})\D")]
    private static partial Regex Stated();
}
