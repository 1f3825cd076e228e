namespace Intervene.Files;

/// <summary>Names that begin with <c>~</c>, which a shell replaces by the home folder only where it stands first in a word.</summary>
public static class HomePath
{
    /// <summary>Refuses to write to a folder that is called <c>~</c>: it is never meant, and easily removed for the home folder.</summary>
    /// <param name="what">What the name was given for in messages, e.g. <c>--out</c>.</param>
    /// <param name="path">The name as it was given.</param>
    /// <exception cref="InterveneException">It begins with <c>~</c> and a separator, or is that alone.</exception>
    public static void Refuse(string what, string path)
    {
        if (path is "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            throw new InterveneException($"{what} {path}: the shell did not replace ~ by the home folder there, and a folder of that name would be "
                + "made here. Write the home folder out, or ./~ where a folder called ~ is meant.");
        }
    }
}
