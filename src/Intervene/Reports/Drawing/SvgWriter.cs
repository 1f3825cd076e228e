using System.Globalization;
using System.Text;

namespace Intervene.Reports.Drawing;

/// <summary>Writes SVG elements with numbers of at most two decimals, so that equal data give equal bytes on every machine.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    public static string Number(double value)
    {
        var text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    public SvgWriter Open(string element, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(element, attributes);
        _text.Append(">\n");
        return this;
    }

    public SvgWriter Close(string element)
    {
        _text.Append("</").Append(element).Append(">\n");
        return this;
    }

    public SvgWriter Leaf(string element, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(element, attributes);
        _text.Append("/>\n");
        return this;
    }

    public SvgWriter Text(string text, params ReadOnlySpan<(string Name, object Value)> attributes) => Content("text", text, attributes);

    public SvgWriter Content(string element, string text, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(element, attributes);
        _text.Append('>').Append(Markup.Text(text)).Append("</").Append(element).Append(">\n");
        return this;
    }

    public SvgWriter Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public override string ToString() => _text.ToString();

    private void Start(string element, ReadOnlySpan<(string Name, object Value)> attributes)
    {
        _text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            var text = value is not string
                ? Number(Convert.ToDouble(value, CultureInfo.InvariantCulture))
                : Markup.Text((string)value);
            _text.Append(' ').Append(name).Append("=\"").Append(text).Append('"');
        }
    }
}
