using System.Globalization;
using Intervene.Problems.Golds;
using Intervene.Problems.Rows;

namespace Intervene.Problems.Reading;

/// <summary>
/// Problems with each question once: a question that comes again with an equal gold is left out; one that has two golds is left out whole, since
/// one of them is wrong. Ids that come again get a number.
/// </summary>
/// <param name="dropped">Takes what is left out.</param>
public sealed class UniqueProblems(DroppedRows dropped)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<int> _disputed = [];
    private readonly List<(Problem Problem, string Where)> _all = [];

    /// <summary>The problems, in the order they came.</summary>
    public IReadOnlyList<(Problem Problem, string Where)> Kept => _disputed.Count == 0 ? _all : [.. _all.Where((_, i) => !_disputed.Contains(i))];

    /// <summary>The problems of several sources together; what the sources left out goes to <paramref name="dropped"/> as well.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="dropped">Takes what is left out.</param>
    public static IReadOnlyList<(Problem Problem, string Where)> Of(IReadOnlyList<ProblemRead> sources, DroppedRows dropped)
    {
        var unique = new UniqueProblems(dropped);
        foreach (var source in sources)
        {
            dropped.Add(source.Dropped);
            foreach (var (problem, where) in source.Problems)
            {
                unique.Add(problem, where);
            }
        }

        return unique.Kept;
    }

    /// <summary>Adds a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="where">Where it stands.</param>
    public void Add(Problem problem, string where)
    {
        var key = QuestionText.Normalise(problem.Question);
        if (!_places.TryGetValue(key, out var place))
        {
            _places.Add(key, _all.Count);
            _all.Add((problem with { Id = Unused(problem.Id) }, where));
            return;
        }

        var (first, firstWhere) = _all[place];
        if (IsSame(first, problem))
        {
            dropped.Add(new DroppedRow("duplicate_question", where, $"the question of {firstWhere}"));
            return;
        }

        dropped.Add(new DroppedRow("two_golds", where, $"gold {Shown(problem)}, but {Shown(first)} at {firstWhere}"));
        if (_disputed.Add(place))
        {
            dropped.Add(new DroppedRow("two_golds", firstWhere, $"gold {Shown(first)}, but {Shown(problem)} at {where}"));
        }
    }

    private string Unused(string id)
    {
        var unused = id;
        for (var i = 2; !_ids.Add(unused); i++)
        {
            unused = string.Create(CultureInfo.InvariantCulture, $"{id}~{i}");
        }

        return unused;
    }

    private static bool IsSame(Problem first, Problem second) => first.Golds().Any(gold => second.Golds().Any(other => GoldReader.Same(gold, other)));

    private static string Shown(Problem problem) => string.Join(" or ", problem.Golds().Select(gold => gold.Length <= 60 ? gold : gold[..60] + "…"));
}
