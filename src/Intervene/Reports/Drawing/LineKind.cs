namespace Intervene.Reports.Drawing;

/// <summary>How a line is drawn: what was trained last shows in it.</summary>
internal enum LineKind
{
    Solid,
    Dashed,
    Dotted,
}
