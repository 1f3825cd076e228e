using System.Collections.Frozen;
using static Intervene.Interventions.Claims.ClaimTokenKind;

namespace Intervene.Interventions.Claims;

/// <summary>The signs and LaTeX commands that the reader of claims knows.</summary>
internal static class ClaimSymbols
{
    /// <summary>Signs by spelling, longer ones first, and their one form; those without a kind print as space.</summary>
    public static readonly (string Spelling, ClaimTokenKind? Kind, string Meaning)[] Signs =
    [
        ("<<", Break, "<<"), (">>", Break, ">>"), ("<=>", Break, "⇔"), ("==>", Break, "⇒"), ("=>", Break, "⇒"), ("->", Break, "→"),
        ("==", Relation, "="), ("<=", Relation, "≤"), (">=", Relation, "≥"), ("!=", Relation, "≠"), ("...", Other, "…"),
        ("**", Operator, "^"), ("$$", Break, "display"), ("//", Other, "//"), ("=", Relation, "="), ("≈", Relation, "≈"),
        ("~", Relation, "≈"), ("≃", Relation, "≈"), ("≅", Relation, "≈"), ("<", Relation, "<"), (">", Relation, ">"), ("≤", Relation, "≤"),
        ("≥", Relation, "≥"), ("≠", Relation, "≠"), ("≡", Relation, "≡"), ("+", Operator, "+"), ("-", Operator, "-"), ("−", Operator, "-"),
        ("–", Operator, "-"), ("*", Operator, "*"), ("×", Operator, "*"), ("·", Operator, "*"), ("⋅", Operator, "*"), ("∙", Operator, "*"),
        ("/", Operator, "/"), ("÷", Operator, "/"), ("^", Operator, "^"), ("!", Operator, "!"), ("%", Operator, "%"), ("°", Operator, "°"),
        ("²", Operator, "²"), ("³", Operator, "³"), ("√", Function, "sqrt"), ("π", Function, "pi"), ("(", Open, "("), ("[", Open, "["),
        ("{", Open, "{"), (")", Close, ")"), ("]", Close, "]"), ("}", Close, "}"), ("\n", Break, "\n"), (",", Break, ","),
        (";", Break, ";"), (".", Break, "."), ("?", Break, "?"), (":", Break, ":"), ("\"", Break, "\""), ("“", Break, "\""),
        ("”", Break, "\""), ("→", Break, "→"), ("⇒", Break, "⇒"), ("⟹", Break, "⇒"), ("—", Break, "—"), ("•", Break, "\n"),
        ("…", Other, "…"), ("|", Other, "|"), ("$", null, ""), ("€", null, ""), ("£", null, ""), ("&", null, ""), ("`", null, ""),
    ];

    /// <summary>LaTeX commands by name; those that are not listed cannot be read.</summary>
    public static readonly FrozenDictionary<string, (ClaimTokenKind? Kind, string Meaning)> Commands = CommandRows()
        .SelectMany(row => row.Names.Split(' ').Select(name => KeyValuePair.Create(name, (row.Kind, row.Meaning))))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static (string Names, ClaimTokenKind? Kind, string Meaning)[] CommandRows() =>
    [
        ("times cdot ast", Operator, "*"), ("div", Operator, "/"), ("frac dfrac tfrac cfrac", Function, "frac"), ("sqrt", Function, "sqrt"),
        ("binom dbinom tbinom", Function, "binom"), ("pi", Function, "pi"), ("sin", Function, "sin"), ("cos", Function, "cos"),
        ("tan", Function, "tan"), ("ln", Function, "ln"), ("gcd", Function, "gcd"), ("min", Function, "min"), ("max", Function, "max"),
        ("lfloor", Open, "⌊"), ("rfloor", Close, "⌋"), ("lceil", Open, "⌈"), ("rceil", Close, "⌉"), ("bmod", Operator, "mod"),
        ("mod pmod", Function, "pmod"), ("circ degree", Operator, "°"), ("approx simeq", Relation, "≈"), ("le leq leqslant", Relation, "≤"),
        ("ge geq geqslant", Relation, "≥"), ("ne neq", Relation, "≠"), ("lt", Relation, "<"), ("gt", Relation, ">"),
        ("equiv", Relation, "≡"), ("Rightarrow implies Longrightarrow therefore", Break, "⇒"), ("rightarrow to", Break, "→"),
        ("iff Leftrightarrow", Break, "⇔"), ("quad qquad", Break, " "), ("newline", Break, "\n"),
        ("left right bigl bigr big Big Bigl Bigr displaystyle boxed mathbf limits", null, ""),
    ];
}
