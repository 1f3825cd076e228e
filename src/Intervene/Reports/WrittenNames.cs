using Intervene.Files;

namespace Intervene.Reports;

/// <summary>The files that reports wrote into a folder, by a list in it: what a later report has no more is removed, and a user's files stay.</summary>
internal sealed class WrittenNames
{
    /// <summary>The list's file name.</summary>
    public const string File = ".written";

    private readonly string _folder;
    private readonly SortedSet<string> _names;

    private WrittenNames(string folder, SortedSet<string> names) => (_folder, _names) = (folder, names);

    /// <summary>The list of a folder; empty where it has none.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    public static WrittenNames In(string folder)
    {
        var path = Path.Combine(folder, File);
        return new(folder, new(System.IO.File.Exists(path) ? IoFault.Guard(path, "read", () => System.IO.File.ReadAllLines(path)) : [],
            StringComparer.Ordinal));
    }

    /// <summary>Adds a file before it is written.</summary>
    /// <param name="name">Its name in the folder.</param>
    public void Add(string name) => _names.Add(name);

    /// <summary>Removes the files of the list that are others; of names alone, for a list may have been edited.</summary>
    /// <param name="kept">The names that stay.</param>
    public void RemoveOthers(IReadOnlySet<string> kept)
    {
        foreach (var name in _names.Where(name => !kept.Contains(name) && name.Length > 0 && Path.GetFileName(name) == name).ToList())
        {
            var path = Path.Combine(_folder, name);
            IoFault.Guard(path, "delete", () => System.IO.File.Delete(path));
            _names.Remove(name);
        }
    }

    /// <summary>Writes the list; an empty one makes no folder.</summary>
    public void Save()
    {
        if (_names.Count > 0 || Directory.Exists(_folder))
        {
            AtomicFile.Write(Path.Combine(_folder, File), string.Concat(_names.Select(name => name + "\n")));
        }
    }
}
