using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Intervene.Files;

namespace Intervene.Problems.Rows;

/// <summary>Finds the files of a source: one file, a pattern, or a folder as the Hugging Face hub lays it out.</summary>
public static partial class DataFiles
{
    private static readonly string[] Extensions =
    [
        ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".jsonl.gz", ".ndjson.gz", ".json.gz", ".csv.gz", ".tsv.gz",
    ];
    private static readonly string[] NotData = ["dataset_info.json", "dataset_infos.json", "state.json", "dataset_dict.json"];
    private static readonly string[] Splits = ["train", "training", "test", "testing", "eval", "evaluation", "validation", "valid", "val", "dev"];

    /// <summary>The files of a source, in the order of their names.</summary>
    /// <param name="path">A file, a folder, or a pattern with <c>*</c> and <c>?</c> in its last parts: <c>data/train-*.parquet</c>.</param>
    /// <param name="split">Of a folder, the split: files whose name or folder begins with it; null where the folder has but one.</param>
    /// <exception cref="InterveneException">There is no such file, none fits, or a folder has several splits and none is named.</exception>
    public static IReadOnlyList<string> Of(string path, string? split = null)
    {
        if (File.Exists(path))
        {
            return split is null ? [path] : throw new InterveneException($"{path}: is one file, split: {split} chooses among the files of a "
                + $"folder. Leave split out, or name the folder.");
        }

        return Directory.Exists(path) ? Folder(path, split) : path.AsSpan().IndexOfAny('*', '?') >= 0 ? Pattern(path)
            : throw new InterveneException($"{path}: {IoFault.Missing(path)} Expected a file or folder of problems; a relative path starts from the "
                + $"current folder.");
    }

    /// <summary>The split that a file's name or folder says it belongs to; null where they say none.</summary>
    /// <param name="file">The file, relative to its source's folder.</param>
    public static string? SplitOf(string file) =>
        file.Split(Path.DirectorySeparatorChar).Reverse().Select(SplitOfName).FirstOrDefault(found => found is not null);

    private static string? SplitOfName(string name)
    {
        if (Shard().Match(name) is { Success: true } shard)
        {
            return shard.Groups[1].Value;
        }

        var end = name.AsSpan().IndexOfAny("-_.");
        var word = end < 0 ? name : name[..end];
        var last = Path.GetFileName(name).Split('.')[0].Split('-', '_')[^1];
        return Splits.FirstOrDefault(split => split.Equals(word, StringComparison.OrdinalIgnoreCase))
            ?? Splits.FirstOrDefault(split => split.Equals(last, StringComparison.OrdinalIgnoreCase));
    }

    private static List<string> Folder(string path, string? split)
    {
        var all = Sorted(path, Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8 })
            .Where(file => IsData(Path.GetRelativePath(path, file))));
        if (all.Count == 0)
        {
            throw new InterveneException($"{path}: the folder holds no file of rows. Expected: files that end in {string.Join(", ", Extensions)}.");
        }

        var bySplit = all.ToLookup(file => SplitOf(Path.GetRelativePath(path, file)) ?? "", StringComparer.OrdinalIgnoreCase);
        var known = string.Join(", ", bySplit.Select(files => files.Key.Length == 0 ? "files without a split" : files.Key));
        return split is null
            ? bySplit.Count == 1 ? all : throw new InterveneException($"{path}: the folder has several splits: {known}. Choose one with split, or "
                + $"name files with a pattern.")
            : bySplit.Contains(split) ? [.. bySplit[split]]
            : throw new InterveneException($"{path}: the folder has no split {split}. Found: {known}.");
    }

    private static List<string> Pattern(string path)
    {
        var full = Path.GetFullPath(path);
        var parts = full.Split(Path.DirectorySeparatorChar);
        var first = Array.FindIndex(parts, part => part.AsSpan().IndexOfAny('*', '?') >= 0);
        var root = string.Join(Path.DirectorySeparatorChar, parts[..first]) + Path.DirectorySeparatorChar;
        var depth = parts.Length - first;
        var anyDepth = parts[first..].Contains("**");
        var files = !Directory.Exists(root) ? []
            : Sorted(root, Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = depth > 1, MaxRecursionDepth = 8 })
            .Where(file => Fits(parts[first..], file[root.Length..].Split(Path.DirectorySeparatorChar), anyDepth)));
        var shown = Path.IsPathRooted(path) ? files : [.. files.Select(file => Path.GetRelativePath(Directory.GetCurrentDirectory(), file))];
        return shown.Count > 0 ? shown : throw new InterveneException($"{path}: no file fits the pattern. Check the folder and the name; * stands "
            + $"for any text within a name, ** for any folders.");
    }

    private static bool Fits(ReadOnlySpan<string> pattern, ReadOnlySpan<string> names, bool anyDepth)
    {
        if (!anyDepth && pattern.Length != names.Length)
        {
            return false;
        }

        if (pattern.Length == 0)
        {
            return names.Length == 0;
        }

        if (pattern[0] == "**")
        {
            return Fits(pattern[1..], names, true) || (names.Length > 0 && Fits(pattern, names[1..], true));
        }

        return names.Length > 0 && FileSystemName.MatchesSimpleExpression(pattern[0], names[0], ignoreCase: false)
            && Fits(pattern[1..], names[1..], anyDepth);
    }

    private static List<string> Sorted(string path, IEnumerable<string> files)
    {
        var found = IoFault.Guard(path, "list", () => files.Take(RowLimits.Files + 1).Order(StringComparer.Ordinal).ToList());
        return found.Count <= RowLimits.Files ? found
            : throw new InterveneException($"{path}: more than {RowLimits.Files} files. Name fewer with a pattern.");
    }

    private static bool IsData(string file) =>
        !file.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.'))
            && !NotData.Contains(Path.GetFileName(file), StringComparer.Ordinal)
        && Extensions.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>A part of a split as the hub names it: <c>full_eval-00000-of-00001.parquet</c>.</summary>
    [GeneratedRegex(@"^(.+)-\d{5}-of-\d{5}[-.]")]
    private static partial Regex Shard();
}
