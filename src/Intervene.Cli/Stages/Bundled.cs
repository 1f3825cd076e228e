namespace Intervene.Cli.Stages;

/// <summary>Finds the models and recipes that come with the program.</summary>
internal static class Bundled
{
    /// <summary>The path itself where it exists, else the one of that name beside the program.</summary>
    public static string Find(string path)
    {
        if (Path.IsPathRooted(path) || File.Exists(path) || Directory.Exists(path))
        {
            return path;
        }

        var beside = Path.Combine(AppContext.BaseDirectory, path);
        return File.Exists(beside) || Directory.Exists(beside) ? beside : path;
    }
}
