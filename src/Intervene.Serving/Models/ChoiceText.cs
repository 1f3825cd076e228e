using System.Text;
using Intervene.Text;

namespace Intervene.Serving.Models;

/// <summary>
/// The text of a completion as it grows: it ends before a stop text, and what may yet become one is held back.
/// </summary>
/// <param name="tokenizer">The tokenizer that the tokens come from.</param>
/// <param name="request">What the client asks for.</param>
internal sealed class ChoiceText(Tokenizer tokenizer, SamplingRequest request)
{
    private readonly IncrementalDecoder _decoder = new(tokenizer, request.SkipsSpecialTokens);
    private readonly StringBuilder _held = new();

    /// <summary>The stop text that ended it; null where none has.</summary>
    public string? StopText { get; private set; }

    /// <summary>Takes a token and gives the text that can be shown now.</summary>
    /// <param name="token">The token.</param>
    /// <param name="isLast">Whether the completion ends with it.</param>
    public string Append(int token, bool isLast)
    {
        if (StopText is not null)
        {
            return "";
        }

        _held.Append(_decoder.Append(token)).Append(isLast ? _decoder.Flush() : "");
        var text = _held.ToString();
        foreach (var stop in request.Sampling.Stop)
        {
            if (text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at)
            {
                StopText = stop;
                text = text[..(at + (request.KeepsStopText ? stop.Length : 0))];
            }
        }

        var shown = StopText is not null || isLast ? text.Length : text.Length - Unsure(text);
        _held.Clear().Append(text, shown, text.Length - shown);
        return text[..shown];
    }

    /// <summary>How many of the last characters may be the beginning of a stop text.</summary>
    private int Unsure(string text) => request.Sampling.Stop.Select(stop => Unsure(text, stop)).DefaultIfEmpty(0).Max();

    private static int Unsure(string text, string stop)
    {
        for (var length = Math.Min(text.Length, stop.Length - 1); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }
}
