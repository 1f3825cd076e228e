using Intervene.Files;
using YamlDotNet.RepresentationModel;

namespace Intervene.Pipeline.Recipes;

/// <summary>
/// Option records from YAML and back. Keys are the properties' snake_case names; an unknown key, a wrong type, a value out of range and a
/// broken rule are faults, and all of them are reported at once.
/// </summary>
public static class OptionsYaml
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Overrides <c>a.b=c</c>, applied in their order; a list's element is <c>arms.0.name=x</c>.</param>
    /// <exception cref="InterveneException">The file is missing or has faults: the message lists them with their lines.</exception>
    public static T Load<T>(string path, IReadOnlyList<string> overrides)
        where T : class => Parse<T>(InputFile.ReadText(path, YamlTree.MostBytes), path, overrides);

    /// <summary>Reads a text.</summary>
    /// <param name="yaml">The YAML; an empty one is a record of defaults.</param>
    /// <param name="name">The text's name in messages.</param>
    /// <param name="overrides">Overrides <c>a.b=c</c>, applied in their order.</param>
    /// <exception cref="InterveneException">The text has faults: the message lists them with their lines.</exception>
    public static T Parse<T>(string yaml, string name, IReadOnlyList<string> overrides)
        where T : class
    {
        var faults = new OptionFaults(name);
        var root = ParseRoot(yaml, name);
        OptionsOverrides.Apply(root, OptionMembers.Create(typeof(T)), overrides, faults);
        var record = new OptionsReader(faults, typeof(T)).ReadRecord(root, typeof(T), null, "");
        if (record is not null)
        {
            OptionsChecker.Check(record, "", faults);
        }

        faults.ThrowIfAny();
        return (T)record!;
    }

    /// <summary>Writes a record with every option; <see cref="Parse{T}"/> reads an equal one back.</summary>
    public static string Write<T>(T record)
        where T : class => YamlText.Write(record);

    /// <summary>Checks a record that was made in code.</summary>
    /// <exception cref="InterveneException">A value is out of range or a rule is broken.</exception>
    public static void Check<T>(T record)
        where T : class
    {
        var faults = new OptionFaults(typeof(T).Name);
        OptionsChecker.Check(record, "", faults);
        faults.ThrowIfAny();
    }

    private static YamlMappingNode ParseRoot(string yaml, string name) => YamlTree.Load(name, yaml) switch
    {
        [] => new YamlMappingNode(),
        [YamlMappingNode root] => root,
        [YamlScalarNode nothing] when OptionScalars.IsNull(nothing) => new YamlMappingNode(),
        [var other] => throw new InterveneException($"{name}:{other.Start.Line}: expected a table of options, key: value."),
        [_, var second, ..] => throw new InterveneException($"{name}:{second.Start.Line}: a second document begins; expected one."),
    };
}
