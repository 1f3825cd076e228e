using System.Text;

namespace Intervene.Answers.Latex;

/// <summary>Spells out the commands of the package siunitx: numbers, quantities and angles.</summary>
internal static class Siunitx
{
    /// <summary>The formula that a command, already taken, stands for; null when it is no command of the package.</summary>
    public static string? Expanded(string name, string text, ref int at)
    {
        if (name is not ("num" or "SI" or "qty" or "si" or "unit" or "ang"))
        {
            return null;
        }

        var start = at;
        Arguments.Optional(text, ref at);
        if (Arguments.Braced(text, ref at) is not { } first)
        {
            at = start;
            return null;
        }

        switch (name)
        {
            case "num":
                return first;
            case "ang":
                var parts = first.Split(';');
                string[] marks = ["^\\circ", "'", "''"];
                return parts.Length > marks.Length ? null : string.Join(' ',
                    parts.Select((part, i) => part.Trim().Length == 0 ? "" : part + marks[i]));
            case "si" or "unit":
                return $"\\text{{{Unit(first)}}}";
            default:
                Arguments.Optional(text, ref at);
                return $"{first}\\text{{ {Unit(Arguments.Braced(text, ref at) ?? "")}}}";
        }
    }

    /// <summary>A unit in words, from <c>\meter\per\second\squared</c> or <c>m.s^{-2}</c>.</summary>
    private static string Unit(string unit)
    {
        StringBuilder words = new();
        var prefixed = false;
        foreach (var word in unit.Replace('.', ' ').Replace('~', ' ').Replace('{', ' ').Replace('}', ' ')
            .Split(['\\', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            words.Append(word switch
            {
                "per" => "/",
                "squared" => "^2",
                "cubed" => "^3",
                _ => prefixed ? word : " " + word,
            });
            prefixed = word is "kilo" or "centi" or "milli" or "nano";
        }

        return words.ToString().Trim();
    }
}
