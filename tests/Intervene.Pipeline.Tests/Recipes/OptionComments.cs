using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Pipeline.Tests.Recipes;

/// <summary>The summaries of options, from the XML documentation file that the compiler writes beside the assembly.</summary>
internal sealed partial class OptionComments
{
    private readonly Dictionary<string, string> _summaries;

    private OptionComments(Dictionary<string, string> summaries) => _summaries = summaries;

    /// <summary>Reads the file of the options' assembly.</summary>
    /// <exception cref="InterveneException">The file is not beside the assembly.</exception>
    public static OptionComments Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{typeof(RunOptions).Assembly.GetName().Name}.xml");
        var document = IoFault.Guard(path, "read", () => XDocument.Load(path));
        return new(document.Descendants("member").ToDictionary(
            member => member.Attribute("name")!.Value,
            member => Text(member.Element("summary")),
            StringComparer.Ordinal));
    }

    /// <summary>A record's summary.</summary>
    public string Of(Type type) => _summaries.GetValueOrDefault($"T:{Id(type)}", "");

    /// <summary>An option's summary.</summary>
    public string Of(PropertyInfo property) => _summaries.GetValueOrDefault($"P:{Id(property.DeclaringType!)}.{property.Name}", "");

    private static string Id(Type type) => type.FullName!.Replace('+', '.');

    private static string Text(XElement? summary)
    {
        if (summary is null)
        {
            return "";
        }

        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => $"`{Name(see.Attribute("cref")?.Value ?? "")}`",
            XElement other => other.Value,
            _ => node.ToString(),
        }));
        return Spaces().Replace(System.Net.WebUtility.HtmlDecode(text), " ").Trim();
    }

    private static string Name(string reference)
    {
        var name = reference[(reference.LastIndexOf('.') + 1)..];
        return reference.StartsWith("P:", StringComparison.Ordinal) || reference.StartsWith("F:", StringComparison.Ordinal)
            ? OptionMembers.Snake(name) : name;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
