namespace Intervene.Answers.Latex;

/// <summary>Maps characters of many scripts and keyboards to the few that the lexer knows.</summary>
internal static class Characters
{
    /// <summary>The ASCII spelling of a character, or null when it has none.</summary>
    public static string? Spelling(char c) => c switch
    {
        '−' or '–' or '—' or '﹣' or '‐' or '‑' => "-",
        '×' or '·' or '∗' or '⋅' or '∙' or '•' => "*",
        '÷' or '∕' or '⁄' => "/",
        '√' => "\\sqrt ",
        '∛' => "\\sqrt[3] ",
        '∜' => "\\sqrt[4] ",
        'π' => "\\pi ",
        '∞' => "\\infty ",
        '∪' => "\\cup ",
        '∩' => "\\cap ",
        '∈' => "\\in ",
        '∖' => "\\setminus ",
        '∅' => "\\emptyset ",
        '≤' or '⩽' => "\\le ",
        '≥' or '⩾' => "\\ge ",
        '≠' => "\\ne ",
        '≈' => "\\approx ",
        '±' => "\\pm ",
        '∓' => "\\mp ",
        '°' or 'º' => "^\\circ ",
        '′' or '’' => "'",
        '…' => "\\ldots ",
        '→' => "\\to ",
        'ℝ' => "\\R ",
        '⌊' => "\\lfloor ",
        '⌋' => "\\rfloor ",
        '⌈' => "\\lceil ",
        '⌉' => "\\rceil ",
        '⟨' => "\\langle ",
        '⟩' => "\\rangle ",
        '€' => "\\text{euro} ",
        '£' => "\\text{gbp} ",
        '¥' => "\\text{yen} ",
        '✓' or '✔' or '✅' or '■' or '∎' or '\ufe0f' => " ",
        '½' => "\\frac12 ",
        '⅓' => "\\frac13 ",
        '⅔' => "\\frac23 ",
        '¼' => "\\frac14 ",
        '¾' => "\\frac34 ",
        '²' => "^2 ",
        '³' => "^3 ",
        '¹' => "^1 ",
        'ⁿ' => "^n ",
        'ˣ' => "^x ",
        '⁰' => "^0 ",
        >= '⁴' and <= '⁹' => "^" + (char)('4' + (c - '⁴')) + " ",
        >= '₀' and <= '₉' => "_" + (char)('0' + (c - '₀')) + " ",
        '，' or '、' => ",",
        '。' => ".",
        >= '！' and <= '～' => ((char)(c - 0xFEE0)).ToString(),
        >= '٠' and <= '٩' => ((char)('0' + (c - '٠'))).ToString(),
        >= '۰' and <= '۹' => ((char)('0' + (c - '۰'))).ToString(),
        'α' => "\\alpha ",
        'β' => "\\beta ",
        'γ' => "\\gamma ",
        'θ' => "\\theta ",
        'λ' => "\\lambda ",
        'φ' or 'ϕ' => "\\phi ",
        'ω' => "\\omega ",
        '\u00a0' or (>= '\u2000' and <= '\u200a') or '\u202f' or '\u3000' or '\u205f' => " ",
        '\u200b' or '\u200c' or '\u200d' or '\ufeff' or '\u2060' or '\u200e' or '\u200f' => "",
        _ => null,
    };

    /// <summary>The text with every known character in its ASCII spelling; the text itself when it is ASCII.</summary>
    public static string Normalise(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text;
        }

        System.Text.StringBuilder result = new(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var run = Superscripts(text, i);
            if (run > 1)
            {
                result.Append("^{");
                for (var j = i; j < i + run; j++)
                {
                    result.Append(Superscript(text[j]));
                }

                result.Append("} ");
                i += run - 1;
            }
            else if (c < 128)
            {
                result.Append(c);
            }
            else if (Spelling(c) is { } spelling)
            {
                result.Append(spelling);
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private static int Superscripts(string text, int at)
    {
        var end = at;
        while (end < text.Length && Superscript(text[end]) != '\0')
        {
            end++;
        }

        return end - at;
    }

    private static char Superscript(char c) => c switch
    {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' => '0',
        >= '⁴' and <= '⁹' => (char)('4' + (c - '⁴')),
        '⁻' => '-',
        '⁺' => '+',
        'ⁿ' => 'n',
        'ˣ' => 'x',
        '⁽' => '(',
        '⁾' => ')',
        _ => '\0',
    };
}
