using System.Text;

namespace Intervene.Problems.Overlap;

/// <summary>
/// Finds problems that stand in a benchmark, by the n-grams of words that their questions share (Brown et al. 2020, appendix C: n = 13). A question
/// of fewer words is one n-gram of its own length.
/// </summary>
/// <param name="n">Words of an n-gram, 1 or more.</param>
public sealed class BenchmarkIndex(int n = BenchmarkIndex.DefaultWords)
{
    /// <summary>Words of an n-gram unless another number is given.</summary>
    public const int DefaultWords = 13;

    private readonly List<(string Benchmark, string Id, int Grams)> _questions = [];
    private readonly Dictionary<string, List<int>> _places = new(StringComparer.Ordinal);

    /// <summary>How many questions are indexed.</summary>
    public int Count => _questions.Count;

    /// <summary>Adds a benchmark's problem.</summary>
    /// <param name="benchmark">The benchmark's name.</param>
    /// <param name="problem">The problem.</param>
    public void Add(string benchmark, Problem problem)
    {
        var grams = Grams(Words(problem.Question)).ToHashSet(StringComparer.Ordinal);
        foreach (var gram in grams)
        {
            if (!_places.TryGetValue(gram, out var places))
            {
                _places.Add(gram, places = new(1));
            }

            places.Add(_questions.Count);
        }

        _questions.Add((benchmark, problem.Id, grams.Count));
    }

    /// <summary>The benchmark's question that a problem shares most with; null where it shares no n-gram with any.</summary>
    /// <param name="problem">The problem.</param>
    public QuestionOverlap? Find(Problem problem)
    {
        var words = Words(problem.Question);
        var grams = Grams(words).ToHashSet(StringComparer.Ordinal);
        var shared = grams.SelectMany(gram => _places.GetValueOrDefault(gram) ?? []).CountBy(place => place).ToList();
        if (shared.Count == 0)
        {
            return null;
        }

        var (question, share) = shared.Select(pair => (pair.Key, Share: (double)pair.Value / Math.Min(grams.Count, _questions[pair.Key].Grams)))
            .OrderByDescending(pair => pair.Share).ThenBy(pair => pair.Key).First();
        var (benchmark, id, _) = _questions[question];
        return new QuestionOverlap(problem.Id, benchmark, id, share, LongestRun(words, question));
    }

    private string LongestRun(List<string> words, int question)
    {
        var (start, run, best, bestStart) = (0, 0, 0, 0);
        foreach (var gram in Grams(words))
        {
            run = _places.TryGetValue(gram, out var places) && places.Contains(question) ? run + 1 : 0;
            start++;
            if (run > best)
            {
                (best, bestStart) = (run, start - run);
            }
        }

        return string.Join(' ', words.Skip(bestStart).Take(best + Math.Min(n, words.Count) - 1));
    }

    private IEnumerable<string> Grams(List<string> words)
    {
        var length = Math.Min(n, words.Count);
        for (var i = 0; length > 0 && i + length <= words.Count; i++)
        {
            yield return string.Join(' ', words.GetRange(i, length));
        }
    }

    /// <summary>Runs of letters and digits, in lower case; signs are none, so that notation does not hide a copy.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text.Append(' '))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }
}
