namespace Intervene.Reports.Html;

/// <summary>The page's style: light and dark, wide and narrow, screen and paper.</summary>
internal static class Stylesheet
{
    public static string Css { get; } = Assets.Text("page.css");
}
