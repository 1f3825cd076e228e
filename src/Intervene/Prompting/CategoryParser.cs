using System.Text.RegularExpressions;

namespace Intervene.Prompting;

/// <summary>Reads the category out of a reply to the prompt <c>category</c>.</summary>
public static partial class CategoryParser
{
    /// <summary>The category that the reply ends on; null where it names none outside its reasoning.</summary>
    public static ErrorCategory? Parse(string reply)
    {
        var end = reply.LastIndexOf("</think>", StringComparison.OrdinalIgnoreCase);
        if (end < 0 && reply.TrimStart().StartsWith("<think>", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var match = Word().Match(end < 0 ? reply : reply[(end + 8)..]);
        return !match.Success ? null : match.Value == "HIGH" ? ErrorCategory.HighLevel : ErrorCategory.Execution;
    }

    [GeneratedRegex(@"\b(?:HIGH|EXECUTION)\b", RegexOptions.RightToLeft)]
    private static partial Regex Word();
}
