using System.Collections.Frozen;

namespace Intervene.Answers.Latex;

/// <summary>The words and commands that the grammar knows.</summary>
internal static class Words
{
    /// <summary>Functions of one argument that may stand without parentheses.</summary>
    public static readonly FrozenSet<string> Functions = new[]
    {
        "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "arccot", "arcsec", "arccsc", "sinh", "cosh", "tanh", "coth",
        "arsinh", "arcosh", "artanh", "ln", "log", "lg", "exp", "det", "tr", "arg", "Re", "Im", "deg", "sgn", "sign", "asin", "acos", "atan",
        "arcsinh", "arccosh", "arctanh", "asinh", "acosh", "atanh", "sech", "csch", "cosec", "tg", "ctg", "arctg", "abs", "ceil", "floor", "cis",
            "rank", "dim", "ker",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Functions of several arguments in parentheses.</summary>
    public static readonly FrozenSet<string> Variadic = new[] { "gcd", "lcm", "max", "min", "mod" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Plain words read as commands.</summary>
    public static readonly FrozenSet<string> PlainCommands = new[]
    {
        "pi", "sqrt", "infty", "infinity", "inf", "oo", "frac", "binom", "and", "or", "theta", "alpha", "beta", "gamma", "lambda", "cup", "choose",
            "in", "lceil", "rceil",
    }.Concat(Functions).Concat(Variadic).Where(w => w is not ("Re" or "Im" or "deg" or "arg" or "tr" or "dim" or "ker" or "rank"))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Commands that draw a box around an answer.</summary>
    public static readonly string[] Boxes = ["boxed", "fbox", "framebox"];

    /// <summary>Commands whose braces hold text.</summary>
    public static readonly FrozenSet<string> TextCommands = new[]
    {
        "text", "textbf", "textit", "textrm", "texttt", "textsf", "textnormal", "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mbox", "hbox",
            "operatorname", "emph", "mathcal", "mathscr", "mathfrak", "mathop", "textup", "textmd", "textsc", "textsl", "mathup", "symrm", "text*",
                "operatorname*",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>One spelling for commands that mean the same.</summary>
    public static string Canonical(string command) => command switch
    {
        "dfrac" or "tfrac" or "cfrac" or "nicefrac" or "sfrac" or "xfrac" or "flatfrac" or "ffrac" => "frac",
        "dbinom" or "tbinom" => "binom",
        "leq" or "leqslant" => "le",
        "geq" or "geqslant" => "ge",
        "neq" => "ne",
        "lt" => "<",
        "gt" => ">",
        "varphi" => "phi",
        "varepsilon" => "epsilon",
        "vartheta" => "theta",
        "infinity" or "inf" or "oo" => "infty",
        "lgroup" => "(",
        "rgroup" => ")",
        "lvert" or "rvert" or "vert" or "mid" => "|",
        "lVert" or "rVert" or "Vert" or "|" => "Vert",
        "llcorner" => "lfloor",
        "lrcorner" => "rfloor",
        "ulcorner" => "lceil",
        "urcorner" => "rceil",
        "exponentialE" => "e",
        "imaginaryI" or "imaginaryJ" => "i",
        "tg" => "tan",
        "ctg" => "cot",
        "cosec" => "csc",
        "arctg" or "atan" => "arctan",
        "measuredangle" or "sphericalangle" => "angle",
        "asin" => "arcsin",
        "acos" => "arccos",
        "arcsinh" or "asinh" => "arsinh",
        "arccosh" or "acosh" => "arcosh",
        "arctanh" or "atanh" => "artanh",
        "sgn" => "sign",
        "varnothing" or "O" => "emptyset",
        "smallsetminus" or "backslash" => "setminus",
        "lbrace" => "{",
        "rbrace" => "}",
        "lbrack" => "[",
        "rbrack" => "]",
        "lparen" => "(",
        "rparen" => ")",
        "dots" or "cdots" or "dotsc" or "dotsb" => "ldots",
        "colon" => ":",
        "ast" or "cdot" or "times" or "bullet" => "*",
        "div" => "/",
        "bmod" => "mod",
        "pod" => "pmod",
        "degree" or "degrees" or "textdegree" => "circ",
        "rightarrow" or "longrightarrow" or "Rightarrow" or "Longrightarrow" or "implies" => "to",
        "wedge" or "land" => "and",
        "vee" or "lor" => "or",
        "iff" or "Leftrightarrow" => "iff",
        _ => command,
    };

    /// <summary>The token of a command that is a sign of money, percent or the like; null for other commands.</summary>
    public static (TokenKind Kind, string Text)? Sign(string command) => command switch
    {
        "percent" or "textpercent" => (TokenKind.Symbol, "%"),
        "permil" or "textperthousand" or "perthousand" => (TokenKind.Symbol, "‰"),
        "textdollar" or "dollar" => (TokenKind.Word, "dollars"),
        "euro" or "texteuro" or "EUR" => (TokenKind.Word, "euro"),
        "pounds" or "textsterling" => (TokenKind.Word, "gbp"),
        "yen" or "textyen" => (TokenKind.Word, "yen"),
        "textcelsius" or "celsius" => (TokenKind.Word, "celsius"),
        _ => null,
    };

    private static readonly string[] Glued = ["lvert", "rvert", "vert", "lVert", "rVert", "lgroup", "lbrace", "lbrack", "langle", "lfloor", "lceil",
        "llcorner", "ulcorner", "cdot", "times", "infty"];

    /// <summary>How much of a run of letters is the command, when a delimiter is glued to the letter after it.</summary>
    public static int GluedLength(string run)
    {
        foreach (var command in Glued)
        {
            if (run.Length > command.Length && run.Length <= command.Length + 2 && run.StartsWith(command, StringComparison.Ordinal)
                && run is not "cdots")
            {
                return command.Length;
            }
        }

        return run.Length;
    }

    public static bool IsGreek(string name) => name is "alpha" or "beta" or "gamma" or "delta" or "epsilon" or "zeta" or "eta" or "theta" or "iota"
        or "kappa"
        or "lambda" or "mu" or "nu" or "xi" or "rho" or "sigma" or "tau" or "upsilon" or "phi" or "chi" or "psi" or "omega" or "Gamma" or "Delta"
        or "Theta"
        or "Lambda" or "Xi" or "Pi" or "Sigma" or "Upsilon" or "Phi" or "Psi" or "Omega" or "ell" or "hbar" or "partial" or "nabla" or "odot"
        or "varrho" or "varsigma" or "varpi" or "aleph" or "omicron";
}
