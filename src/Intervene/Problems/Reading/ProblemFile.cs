using Intervene.Completions;
using Intervene.Problems.Presets;
using Intervene.Problems.Rows;

namespace Intervene.Problems.Reading;

/// <summary>Reads sources of problems: files, patterns and folders of JSON lines, JSON, separated values and Parquet.</summary>
public static class ProblemFile
{
    /// <summary>Reads the problems of a source; a row that is none is left out and named, the others follow.</summary>
    /// <param name="query">What to read, and how.</param>
    /// <exception cref="InterveneException">A file is missing or as a whole unreadable, or lacks a column.</exception>
    public static ProblemRead Read(ProblemQuery query)
    {
        var files = DataFiles.Of(query.Path, query.Split);
        var source = query.Source ?? NameOf(query.Path, query.Split);
        var dropped = new DroppedRows();
        var columns = new OrderedDictionary<string, long>(StringComparer.Ordinal);
        var rows = files.SelectMany(file => RowFile.Read(file, query.Format, dropped)).Select((row, i) => row with { Index = i }).Skip(query.Offset)
            .Take(query.Limit ?? int.MaxValue);
        var first = new List<ProblemRow>();
        ProblemMapper? mapper = null;
        var (preset, layout) = (query.Preset, query.Layout);
        IReadOnlyList<(string Use, string Column)> absent = [];
        long read = 0;
        foreach (var row in rows)
        {
            read++;
            foreach (var (column, _) in row.Fields)
            {
                columns[column] = columns.GetValueOrDefault(column) + 1;
            }

            if (mapper is null)
            {
                first.Add(row);
                if (first.Count == ColumnFinder.Looked)
                {
                    Start();
                }
            }
            else
            {
                mapper.Add(row);
            }
        }

        if (mapper is null && first.Count > 0)
        {
            Start();
        }

        return new ProblemRead
        {
            Problems = Drawn(mapper?.Problems ?? [], query),
            Rows = read + dropped.Reasons.Where(reason => DropReasons.IsUnreadable(reason.Reason)).Sum(reason => reason.Count),
            Dropped = dropped,
            Source = source,
            Files = files,
            Layout = layout,
            Preset = preset,
            Columns = [.. columns.Select(column => (column.Key, column.Value))],
            Golds = mapper?.Golds ?? new Dictionary<Answers.AnswerKind, long>(),
            SystemTurns = mapper?.SystemTurns ?? 0,
            CompletedGolds = mapper?.CompletedGolds ?? 0,
            Absent = absent,
        };

        void Start()
        {
            preset ??= query.Layout.Question is null ? ProblemPresets.Recognise(first[0]) : null;
            if (preset is not null)
            {
                (layout, absent) = PresetColumns.Over(first, query.Layout, preset.Layout);
            }

            layout = ColumnFinder.Find(first, layout);
            mapper = new ProblemMapper(layout, source, dropped, query.ChecksGolds, query.Steps);
            first.ForEach(mapper.Add);
        }
    }

    /// <summary>A sample of the problems, in their order.</summary>
    private static IReadOnlyList<(Problem Problem, string Where)> Drawn(IReadOnlyList<(Problem Problem, string Where)> problems, ProblemQuery query)
    {
        if (query.Sample is not { } count || count >= problems.Count)
        {
            return problems;
        }

        var chosen = problems.Index().OrderBy(placed => RandomKey.Of(query.SampleSeed, "problems/sample", placed.Item.Problem.Id).Uniform(0, 0))
            .Take(count).Select(placed => placed.Index).ToHashSet();
        return [.. problems.Where((_, i) => chosen.Contains(i))];
    }

    private static string NameOf(string path, string? split)
    {
        var name = Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar));
        var end = name.AsSpan().IndexOfAny('*', '?');
        name = (end < 0 ? name : name[..end]).Trim('-', '_', '.');
        name = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        name = Directory.Exists(path) ? name : Path.GetFileNameWithoutExtension(name);
        name = name.Length > 0 ? name : "problems";
        return split is null ? name : $"{name}-{split}";
    }
}
