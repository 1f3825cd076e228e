using System.Collections.Frozen;

namespace Intervene.Answers.Latex;

/// <summary>Commands that change the looks of a formula and not its value, with the arguments that are not seen.</summary>
internal static class Appearance
{
    /// <summary>Commands without arguments of their own: sizes, spaces, fonts as switches, marks of the end of a proof.</summary>
    private static readonly FrozenSet<string> Bare = new[]
    {
        "left", "right", "mleft", "mright", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "bigm",
            "Bigm", "middle",
        "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits", "displaylimits", "quad", "qquad", "hfill", "hfil",
            "enspace", "thinspace", "medspace", "thickspace",
        "negthinspace", "negmedspace", "negthickspace", "nobreakspace", "space", "hline", "boldsymbol", "bm", "pmb", "bold", "symbf", "symup", "rm",
            "bf", "it", "sf", "tt", "sc", "em", "sl",
        "bfseries", "itshape", "mdseries", "upshape", "normalfont", "rmfamily", "sffamily", "ttfamily", "boldmath", "unboldmath", "nonumber",
            "notag", "strut", "mathstrut", "null", "relax", "par", "newline", "linebreak",
        "noindent", "allowbreak", "nobreak", "mathopen", "mathclose", "mathbin", "mathrel", "mathord", "mathinner", "mathpunct", "underline",
            "cdots*", "centering", "smash", "ensuremath", "fcolorbox*",
        "Huge", "huge", "LARGE", "Large", "large", "normalsize", "small", "footnotesize", "scriptsize", "tiny", "unicode", "checkmark", "qed",
            "qedhere", "qedsymbol", "blacksquare", "protect", "leavevmode",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Skips the command, already taken, with its unseen arguments; false when it is not one of looks only.</summary>
    public static bool Skip(string name, string text, ref int at)
    {
        at += name is "tag" or "hspace" or "vspace" && at < text.Length && text[at] == '*' ? 1 : 0;
        switch (name)
        {
            case "phantom" or "vphantom" or "hphantom" or "tag" or "label" or "hspace" or "vspace" or "mspace":
                Arguments.Braced(text, ref at);
                return true;
            case "color" or "textcolor" or "colorbox" or "scalebox" or "raisebox" or "class" or "style" or "cssId" or "htmlClass" or "fontsize":
                Arguments.Optional(text, ref at);
                Arguments.Braced(text, ref at);
                Arguments.Optional(text, ref at);
                return true;
            case "fcolorbox" or "rule" or "resizebox":
                Arguments.Optional(text, ref at);
                Arguments.Braced(text, ref at);
                Arguments.Braced(text, ref at);
                return true;
            case "kern" or "hskip" or "mkern" or "mskip" or "vskip":
                at = Arguments.Length(text, at);
                return true;
            default:
                return Bare.Contains(name);
        }
    }
}
