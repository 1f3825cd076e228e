namespace Intervene.Answers.Tests;

/// <summary>Finds files of the repository from where the tests run.</summary>
internal static class Repository
{
    public static string File(params string[] path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Intervene.slnx")))
        {
            folder = folder.Parent;
        }

        return folder is null ? throw new InvalidOperationException("The solution is not above the tests.")
            : Path.Combine([folder.FullName, .. path]);
    }
}
