using System.Text;

namespace Intervene.Cli.Tests;

/// <summary>Who uses whom among the parts of one namespace: its own types, and each of its children with all that is below.</summary>
/// <param name="Name">The namespace.</param>
/// <param name="Edges">From a part to those that it uses, with an example of each.</param>
internal sealed record NamespaceGraph(string Name, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Edges)
{
    private const string Own = "(own)";

    /// <summary>The graph of every namespace of an assembly that has more than one part.</summary>
    public static IEnumerable<NamespaceGraph> Of(IEnumerable<Type> types)
    {
        var used = types.ToDictionary(type => type,
            type => ArchitectureDependencies.Of(type).Where(other => other.Assembly == type.Assembly && other.Namespace is not null).ToArray());
        var names = used.Keys.Select(type => type.Namespace!).SelectMany(Prefixes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var edges = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
            foreach (var (type, others) in used.Where(entry => Part(name, entry.Key) is not null))
            {
                var from = Part(name, type)!;
                edges.TryAdd(from, new SortedDictionary<string, string>(StringComparer.Ordinal));
                foreach (var other in others)
                {
                    if (Part(name, other) is { } to && to != from)
                    {
                        edges[from].TryAdd(to, $"{Outermost(type).Name} uses {Outermost(other).Name}");
                    }
                }
            }

            if (edges.Count > 1)
            {
                yield return new NamespaceGraph(name, edges.ToDictionary(edge => edge.Key, edge => (IReadOnlyDictionary<string, string>)edge.Value));
            }
        }
    }

    /// <summary>Every arrow that lies on a circle.</summary>
    public IEnumerable<string> Circles() =>
        from part in Edges
        from use in part.Value
        where Reaches(use.Key, part.Key, [])
        select $"{Name}: {part.Key} uses {use.Key}, which uses it: {use.Value}";

    public override string ToString()
    {
        var text = new StringBuilder(Name).Append('\n');
        foreach (var (part, uses) in Edges)
        {
            text.Append("  ").Append(part).Append(uses.Count > 0 ? " -> " : "").AppendJoin(", ", uses.Keys).Append('\n');
        }

        return text.ToString();
    }

    private bool Reaches(string from, string to, HashSet<string> seen) =>
        from == to || (seen.Add(from) && Edges[from].Keys.Any(next => Reaches(next, to, seen)));

    /// <summary>
    /// The part of a namespace that a type belongs to; null where it is outside. The exception of the whole program belongs to no part.
    /// </summary>
    private static string? Part(string name, Type type)
    {
        var own = type.Namespace!;
        return type.Name == "InterveneException" ? null
            : own == name ? Own
            : own.StartsWith(name + ".", StringComparison.Ordinal) ? own[(name.Length + 1)..].Split('.')[0]
            : null;
    }

    private static IEnumerable<string> Prefixes(string name)
    {
        for (var at = name.Length; at > 0; at = name.LastIndexOf('.', at - 1))
        {
            yield return name[..at];
        }
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
