using YamlDotNet.RepresentationModel;

namespace Intervene.Pipeline.Recipes;

/// <summary>Collects all that is wrong with a file of options, each with its place.</summary>
/// <param name="name">The file's name.</param>
internal sealed class OptionFaults(string name)
{
    private const int MostShown = 20;
    private readonly List<(string Path, string Message)> _faults = [];
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<YamlNode, string> _origins = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether there are more faults than are shown: those that follow are only counted, and need no advice.</summary>
    public bool IsFull => _faults.Count >= MostShown;

    /// <summary>Says that a value comes from an override, not from a line of the file.</summary>
    public void SetOrigin(YamlNode node, string origin)
    {
        foreach (var part in node.AllNodes)
        {
            _origins[part] = origin;
        }
    }

    /// <summary>Remembers where a path was given.</summary>
    public void SetPlace(string path, YamlNode node) => _places[path] = PlaceOf(node);

    /// <summary>Adds a fault of a value.</summary>
    public void Add(string path, YamlNode node, string message) => _faults.Add((path, $"{PlaceOf(node)}: {message}"));

    /// <summary>Adds a fault of a path, at the place of the nearest part of it that was given.</summary>
    public void Add(string path, string message)
    {
        var place = path;
        while (place.Length > 0 && !_places.ContainsKey(place))
        {
            place = place.LastIndexOf('.') is >= 0 and var dot ? place[..dot] : "";
        }

        _faults.Add((path, $"{(place.Length == 0 ? name : _places[place])}: {message}"));
    }

    /// <summary>Adds a fault without a place in the file.</summary>
    public void AddGlobal(string message) => _faults.Add(("", message));

    /// <summary>Whether a path or something below it has a fault.</summary>
    public bool IsFaulty(string path) => _faults.Exists(fault =>
        path.Length == 0 || fault.Path == path || fault.Path.StartsWith(path + ".", StringComparison.Ordinal));

    /// <summary>Throws where there is a fault, with all of them.</summary>
    /// <exception cref="InterveneException">There is one.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count == 1)
        {
            throw new InterveneException(_faults[0].Message);
        }

        if (_faults.Count > 1)
        {
            var more = _faults.Count > MostShown ? $"\n  … and {_faults.Count - MostShown} more" : "";
            throw new InterveneException(
                $"{name}: {_faults.Count} faults:\n" + string.Join('\n', _faults.Take(MostShown).Select(fault => "  " + fault.Message)) + more);
        }
    }

    private string PlaceOf(YamlNode node) => _origins.GetValueOrDefault(node) ?? $"{name}:{node.Start.Line}";
}
