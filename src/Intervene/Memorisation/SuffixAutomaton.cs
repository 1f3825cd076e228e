namespace Intervene.Memorisation;

/// <summary>
/// All substrings of some texts, as a suffix automaton over symbols: it finds the longest part of another text that stands in one of them, in time
/// linear in both.
/// </summary>
/// <remarks>Blumer et al. (1985), doi:10.1016/0304-3975(85)90157-4; texts are told apart by beginning each at the initial state.</remarks>
public sealed class SuffixAutomaton
{
    /// <summary>Symbols that are indexed at most: about 100 bytes of memory each.</summary>
    public const int MostSymbols = 4 << 20;

    private readonly List<int> _length = [0], _link = [-1], _text = [-1], _firstEdge = [-1];
    private readonly List<(int Symbol, int Next)> _edges = []; // of each state a chain, to copy them
    private readonly Dictionary<long, int> _targets = [];
    private int _symbols;

    /// <summary>Symbols that can be added yet.</summary>
    public int Left => MostSymbols - _symbols;

    /// <summary>Texts that are indexed.</summary>
    public int Texts { get; private set; }

    /// <summary>Adds a text; false where it would be more than <see cref="MostSymbols"/>, and nothing is added.</summary>
    /// <param name="symbols">Its symbols, tokens or UTF-16 units: 0 or more each.</param>
    public bool Add(ReadOnlySpan<int> symbols)
    {
        if (symbols.Length > Left)
        {
            return false;
        }

        var last = 0;
        foreach (var symbol in symbols)
        {
            last = Extend(last, symbol);
        }

        _symbols += symbols.Length;
        Texts++;
        return true;
    }

    /// <summary>The longest part of a text that stands in an indexed one; of several the first.</summary>
    /// <param name="symbols">The text.</param>
    public SharedPart Longest(ReadOnlySpan<int> symbols)
    {
        var best = new SharedPart(0, 0, -1);
        var (state, length) = (0, 0);
        for (var i = 0; i < symbols.Length; i++)
        {
            int next;
            while (!_targets.TryGetValue(Key(state, symbols[i]), out next) && state != 0)
            {
                state = _link[state];
                length = _length[state];
            }

            if (!_targets.TryGetValue(Key(state, symbols[i]), out next))
            {
                continue;
            }

            state = next;
            length++;
            if (length > best.Length)
            {
                best = new SharedPart(i + 1 - length, length, _text[state]);
            }
        }

        return best;
    }

    private int Extend(int last, int symbol)
    {
        if (_targets.TryGetValue(Key(last, symbol), out var there))
        {
            return _length[there] == _length[last] + 1 ? there : Split(last, symbol, there);
        }

        var added = State(_length[last] + 1, Texts);
        var at = last;
        for (; at >= 0 && !_targets.ContainsKey(Key(at, symbol)); at = _link[at])
        {
            Set(at, symbol, added);
        }

        if (at < 0)
        {
            _link[added] = 0;
        }
        else
        {
            var target = _targets[Key(at, symbol)];
            _link[added] = _length[target] == _length[at] + 1 ? target : Split(at, symbol, target);
        }

        return added;
    }

    /// <summary>Copies a state that stands for longer substrings than those that end here.</summary>
    private int Split(int from, int symbol, int state)
    {
        var copy = State(_length[from] + 1, _text[state]);
        _link[copy] = _link[state];
        for (var edge = _firstEdge[state]; edge >= 0; edge = _edges[edge].Next)
        {
            Set(copy, _edges[edge].Symbol, _targets[Key(state, _edges[edge].Symbol)]);
        }

        _link[state] = copy;
        for (var at = from; at >= 0 && _targets.TryGetValue(Key(at, symbol), out var target) && target == state; at = _link[at])
        {
            _targets[Key(at, symbol)] = copy;
        }

        return copy;
    }

    private int State(int length, int text)
    {
        _length.Add(length);
        _link.Add(-1);
        _text.Add(text);
        _firstEdge.Add(-1);
        return _length.Count - 1;
    }

    private void Set(int state, int symbol, int target)
    {
        _targets.Add(Key(state, symbol), target);
        _edges.Add((symbol, _firstEdge[state]));
        _firstEdge[state] = _edges.Count - 1;
    }

    private static long Key(int state, int symbol) => ((long)state << 32) | (uint)symbol;
}
