
namespace Intervene.Pipeline.Recipes;

/// <summary>Finds the models and recipes that come with the program.</summary>
public static class Bundled
{
    /// <summary>The path itself where it exists, else the one of that name beside the program.</summary>
    public static string Find(string path)
    {
        if (Path.IsPathRooted(path) || Exists(path))
        {
            return path;
        }

        var beside = Path.Combine(AppContext.BaseDirectory, path);
        return Exists(beside) ? beside : path;
    }

    /// <summary>A recipe, or its small variant: <c>demo-quick.yaml</c> beside <c>demo.yaml</c>.</summary>
    /// <exception cref="InterveneException">The recipe has no small variant.</exception>
    public static string Recipe(string path, bool quick)
    {
        if (!quick)
        {
            return Find(path);
        }

        var variant = Path.ChangeExtension(path, null) + "-quick" + Path.GetExtension(path);
        return Exists(Find(variant)) ? Find(variant)
            : throw new InterveneException(
                $"{path}: --quick takes {variant}, which does not exist. Write it, or make the run smaller with overrides such as rl.steps=2.");
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);
}
