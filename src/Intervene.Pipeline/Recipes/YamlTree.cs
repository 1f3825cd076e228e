using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Intervene.Pipeline.Recipes;

/// <summary>YAML from outside as a tree, bounded in size, depth and in what its aliases unfold to before any of it is built.</summary>
internal static class YamlTree
{
    /// <summary>The most bytes of a file of options.</summary>
    public const int MostBytes = 1 << 20;

    private const int MostDepth = 32;
    private const int MostNodes = 100_000;

    /// <summary>Reads a text.</summary>
    /// <param name="name">The text's name in messages.</param>
    /// <param name="yaml">The YAML.</param>
    /// <returns>The root nodes of its documents.</returns>
    /// <exception cref="InterveneException">It is no YAML, or beyond a bound: the message says which and where.</exception>
    public static IReadOnlyList<YamlNode> Load(string name, string yaml)
    {
        if (yaml.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var at)
        {
            throw new InterveneException($"{name}:{1 + yaml.AsSpan(0, at).Count('\n')}: a NUL stands there: expected YAML, found a binary file.");
        }

        try
        {
            RequireBounded(name, yaml);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return [.. stream.Documents.Select(document => document.RootNode)];
        }
        catch (YamlException fault)
        {
            throw new InterveneException($"{name}:{fault.Start.Line}: not readable as YAML: {fault.Message.TrimEnd('.')}.", fault);
        }
        catch (Exception fault) when (fault is ArgumentException
            or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or FormatException or OverflowException)
        {
            throw new InterveneException(
                $"{name}: not readable as YAML: {fault.Message.TrimEnd('.')}. Look for a bracket, brace or quote that is not closed.",
                fault); // the parser trips over some texts
        }
    }

    private static void RequireBounded(string name, string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var open = new Stack<(string? Anchor, long Nodes)>();
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        open.Push((null, 0));
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            var line = current.Start.Line;
            switch (current)
            {
                case MappingStart or SequenceStart:
                    open.Push((AnchorOf((NodeEvent)current), 1));
                    Require(open.Count <= MostDepth, name, line, $"tables and lists are nested more than {MostDepth} deep");
                    break;
                case MappingEnd or SequenceEnd:
                    var (anchor, nodes) = open.Pop();
                    Close(anchor, nodes);
                    break;
                case AnchorAlias alias:
                    Require(sizes.TryGetValue(alias.Value.Value, out var unfolded),
                        name, line, $"the alias *{alias.Value.Value} stands within what it names, or before it");
                    Close(null, unfolded);
                    break;
                case Scalar scalar:
                    Close(AnchorOf(scalar), 1);
                    break;
            }

            Require(open.Peek().Nodes <= MostNodes, name, line, $"there are more than {MostNodes} values, aliases unfolded");
        }

        void Close(string? anchor, long nodes)
        {
            if (anchor is not null)
            {
                sizes[anchor] = nodes;
            }

            var (outer, before) = open.Pop();
            open.Push((outer, before + nodes));
        }
    }

    private static string? AnchorOf(NodeEvent node) => node.Anchor.IsEmpty ? null : node.Anchor.Value;

    private static void Require(bool holds, string name, long line, string what)
    {
        if (!holds)
        {
            throw new InterveneException($"{name}:{line}: {what}; a file of options needs far less. Write it out plainly.");
        }
    }
}
