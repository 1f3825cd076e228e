using System.Security.Cryptography;
using System.Text;

namespace Intervene.Prompting;

/// <summary>
/// An attempt as a prompt shows it: between tags that hold a hash of the attempt, so that no text inside it can close them, its steps numbered from
/// 1.
/// </summary>
/// <param name="Numbered">The steps, each behind its number in brackets.</param>
/// <param name="Plain">The steps without numbers.</param>
/// <param name="LeftOut">How many steps were left out of the middle; 0 where all stand.</param>
public sealed record AttemptText(string Numbered, string Plain, int LeftOut)
{
    /// <summary>Writes an attempt.</summary>
    /// <param name="steps">The text of each step.</param>
    /// <param name="longest">The most UTF-16 units that the steps may have together.</param>
    /// <param name="shorten">Whether a longer attempt loses whole steps of its middle, which the text says; else it does not fit.</param>
    /// <returns>The text, or null where the attempt does not fit.</returns>
    public static AttemptText? Of(IReadOnlyList<string> steps, int longest, bool shorten)
    {
        var (head, tail) = Kept(steps, longest);
        if (head < steps.Count && (!shorten || head + (steps.Count - tail) == 0))
        {
            return null;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', steps))))[..12];
        return new(
            Between(hash, steps, head, tail, (step, number) => $"[{number}] {step}"),
            Between(hash, steps, head, tail, (step, _) => step),
            tail - head);
    }

    /// <summary>The steps that stay: those before the first number and those from the second on; both are the count where all stay.</summary>
    private static (int Head, int Tail) Kept(IReadOnlyList<string> steps, int longest)
    {
        if (steps.Sum(step => (long)step.Length) <= longest)
        {
            return (steps.Count, steps.Count);
        }

        var (head, tail, room) = (0, steps.Count, (long)longest);
        while (head < tail)
        {
            var first = head <= steps.Count - tail;
            var step = steps[first ? head : tail - 1];
            if (step.Length > room)
            {
                break;
            }

            room -= step.Length;
            (head, tail) = first ? (head + 1, tail) : (head, tail - 1);
        }

        return (head, tail);
    }

    private static string Between(string hash, IReadOnlyList<string> steps, int head, int tail, Func<string, int, string> write)
    {
        var parts = steps.Take(head).Select((step, i) => write(step, i + 1)).ToList();
        if (tail > head)
        {
            parts.Add(tail - head == 1 ? $"(Step {head + 1} is left out here to save room.)"
                : $"(Steps {head + 1} to {tail} are left out here to save room.)");
        }

        parts.AddRange(steps.Skip(tail).Select((step, i) => write(step, tail + i + 1)));
        return $"<attempt-{hash}>\n{string.Join("\n\n", parts)}\n</attempt-{hash}>";
    }
}
