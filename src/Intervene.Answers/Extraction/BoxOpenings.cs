using Intervene.Answers.Latex;

namespace Intervene.Answers.Extraction;

/// <summary>Where boxes begin and braces close within a range of a text; time grows with the range, however deep boxes nest.</summary>
internal sealed class BoxOpenings(string text, int start, int end)
{
    private const string Mark = "<|begin_of_box|>", ClosingMark = "<|end_of_box|>";

    private readonly int[] _last = Array.ConvertAll(Openers, _ => int.MaxValue);
    private Dictionary<int, int>? _closes;
    private int _looked;
    private int? _marksFrom, _closing;

    /// <summary>The commands of boxes, with their backslash.</summary>
    public static string[] Commands { get; } = Array.ConvertAll(Words.Boxes, static name => "\\" + name);

    private static readonly string[] Openers = [.. Commands, Mark];

    /// <summary>The last opening before a position: where it begins and ends, and whether it is a chat mark; -1 where there is none.</summary>
    public (int At, int Open, int Mark) Before(int position)
    {
        var best = -1;
        for (var i = 0; i < Openers.Length; i++)
        {
            if (_last[i] >= position)
            {
                var at = text.AsSpan(start, position - start).LastIndexOf(Openers[i], StringComparison.Ordinal);
                _last[i] = at < 0 ? -1 : start + at;
            }

            best = best < 0 || _last[i] > _last[best] ? i : best;
        }

        return _last[best] < 0 ? (-1, -1, 0) : (_last[best], _last[best] + Openers[best].Length, Openers[best] == Mark ? 1 : 0);
    }

    /// <summary>
    /// Where the brace that opens at a position closes; null where it never does. The first braces are followed by themselves; where that has cost as
    /// much as the whole range, all are matched at once.
    /// </summary>
    public int? Close(int brace)
    {
        var depth = 0;
        for (var i = brace; _closes is null && i < end; i++)
        {
            if (++_looked > 2 * (end - start) + 64)
            {
                _closes = Match();
            }

            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return i;
            }
        }

        return _closes is not null && _closes.TryGetValue(brace, out var close) ? close : null;
    }

    /// <summary>The first closing mark from a position on, which lies before those asked for until now; null where there is none.</summary>
    public int? Closing(int position)
    {
        var until = Math.Min((_marksFrom ?? end) + ClosingMark.Length - 1, end);
        var at = text.AsSpan(position, until - position).IndexOf(ClosingMark, StringComparison.Ordinal);
        (_marksFrom, _closing) = (position, at < 0 ? _closing : position + at);
        return _closing;
    }

    private Dictionary<int, int> Match()
    {
        var closes = new Dictionary<int, int>();
        var open = new Stack<int>();
        for (var i = start; i < end; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    open.Push(i);
                    break;
                case '}' when open.Count > 0:
                    closes.Add(open.Pop(), i);
                    break;
            }
        }

        return closes;
    }
}
