namespace Intervene.Memorisation;

/// <summary>Texts to look for in others, all at once: time is linear in what is looked through.</summary>
/// <remarks>Aho and Corasick (1975), doi:10.1145/360825.360855.</remarks>
public sealed class TextSet
{
    private readonly Dictionary<long, int> _targets = [];
    private readonly List<int> _failure = [0], _found = [-1];

    /// <summary>Makes the set.</summary>
    /// <param name="texts">The texts; empty ones are never found.</param>
    public TextSet(IReadOnlyList<string> texts)
    {
        var children = new List<List<(char Symbol, int State)>> { new() };
        foreach (var (number, text) in texts.Index().Where(text => text.Item.Length > 0))
        {
            var state = 0;
            foreach (var symbol in text)
            {
                if (!_targets.TryGetValue(Key(state, symbol), out var next))
                {
                    next = _found.Count;
                    _found.Add(-1);
                    _failure.Add(0);
                    children.Add([]);
                    children[state].Add((symbol, next));
                    _targets.Add(Key(state, symbol), next);
                }

                state = next;
            }

            _found[state] = _found[state] < 0 ? number : _found[state];
        }

        var order = new Queue<int>(children[0].Select(child => child.State));
        while (order.TryDequeue(out var state))
        {
            foreach (var (symbol, child) in children[state])
            {
                _failure[child] = Next(_failure[state], symbol);
                _found[child] = _found[child] < 0 ? _found[_failure[child]] : _found[child];
                order.Enqueue(child);
            }
        }
    }

    /// <summary>The numbers of the texts that stand in another one, each once; of texts that end at one place the longest.</summary>
    /// <param name="text">The text that is looked through.</param>
    public IReadOnlyList<int> In(string text)
    {
        var found = new SortedSet<int>();
        var state = 0;
        foreach (var symbol in text)
        {
            state = Next(state, symbol);
            if (_found[state] >= 0)
            {
                found.Add(_found[state]);
            }
        }

        return [.. found];
    }

    private int Next(int state, char symbol)
    {
        while (true)
        {
            if (_targets.TryGetValue(Key(state, symbol), out var next))
            {
                return next;
            }

            if (state == 0)
            {
                return 0;
            }

            state = _failure[state];
        }
    }

    private static long Key(int state, char symbol) => ((long)state << 16) | symbol;
}
