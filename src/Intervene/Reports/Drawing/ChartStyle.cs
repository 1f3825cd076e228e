using System.Globalization;

namespace Intervene.Reports.Drawing;

/// <summary>Colours and type of every chart, light and dark. Elements take their colour from a class, so one rule set serves page and file.</summary>
internal static class ChartStyle
{
    public const string Grey = "ivg";

    private static readonly string[] Light = ["#3056d3", "#c2540a", "#0a7f62", "#9c36b5", "#8a6d00", "#c92a2a", "#0b7f95", "#7a4f2a"];

    private static readonly string[] Dark = ["#8fa8ff", "#ffa45c", "#5fd6b0", "#dd9af0", "#e6cf5a", "#ff8f8f", "#6cd3e3", "#d6ad86"];

    /// <summary>The colour class of an arm; after eight arms colours repeat.</summary>
    public static string Colour(int index) => "iv" + (index < 0 ? "g" : (index % Light.Length).ToString(CultureInfo.InvariantCulture));

    /// <summary>The rules for charts: put once into a page, or into each file.</summary>
    public static string Css { get; } = Compose();

    private static string Compose() =>
        Colours(Light, "#5f6672", "#ffffff", "#1b1e24", "#5f6672", "#e4e6ea")
        + """
        .ivt{font-family:ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
        .ivt text{font-size:12px;stroke:none}.ivt .ivh{font-size:14px;font-weight:600}.ivt .ivl{font-size:12px;font-weight:600}

        """
        + "@media (prefers-color-scheme:dark){" + Colours(Dark, "#a3a9b4", "#16181d", "#e9ebee", "#a3a9b4", "#31353d") + "}\n"
        + "@media print{" + Colours(Light, "#5f6672", "#ffffff", "#1b1e24", "#5f6672", "#e4e6ea") + "}\n";

    private static string Colours(string[] palette, string grey, string ground, string ink, string faint, string grid) =>
        string.Concat(palette.Select((colour, i) => $".iv{i.ToString(CultureInfo.InvariantCulture)}{{color:{colour}}}"))
        + $".{Grey}{{color:{grey}}}.ivb{{fill:{ground}}}.ivi{{fill:{ink}}}.ivf{{fill:{faint}}}.ivr{{stroke:{grid}}}.ivk{{fill:{ground}}}\n";
}
