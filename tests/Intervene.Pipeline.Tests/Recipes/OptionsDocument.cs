using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Pipeline.Tests.Recipes;

/// <summary>Describes options to readers, out of the records and their comments: the pages of <c>docs/configuration.md</c>.</summary>
internal static class OptionsDocument
{
    /// <summary>The whole of <c>docs/configuration.md</c>.</summary>
    /// <exception cref="InterveneException">The XML documentation is not beside the assembly.</exception>
    public static string Write()
    {
        var comments = OptionComments.Load();
        var text = new StringBuilder(
            """
            # Configuration

            One YAML file drives a run. Every key is optional unless its default reads *required*; an unknown key, a wrong type, a value out of
            range and a broken rule are refused, all of them at once, with file and line. `key.below=value` on the command line overrides the file;
            `arms.0.name=x` reaches into a list. `preset:` fills a table from a published setting, other keys override it. This page is generated
            from the option records.


            """.ReplaceLineEndings("\n"));
        Section(text, typeof(RunOptions), "A run", comments);
        var done = new HashSet<Type> { typeof(RunOptions) };
        foreach (var (type, title) in Below(typeof(RunOptions), ""))
        {
            if (done.Add(type))
            {
                Section(text, type, title, comments);
            }
        }

        Section(text, typeof(PretrainOptions), "The file of `intervene pretrain`", comments);
        Section(text, typeof(MixtureOptions), "`mixture`", comments);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>What <c>config explain</c> prints of a key, e.g. <c>rl.steps</c>.</summary>
    /// <param name="key">The dotted path; indices of lists may be left out.</param>
    /// <exception cref="InterveneException">There is no such option; the message suggests one.</exception>
    public static string Explain(string key)
    {
        var comments = OptionComments.Load();
        var (type, path) = (typeof(RunOptions), "");
        PropertyInfo? property = null;
        foreach (var part in key.Split('.').Where(part => !part.All(char.IsAsciiDigit)))
        {
            property = Members(type).FirstOrDefault(p => OptionMembers.Key(p) == part)
                ?? throw new InterveneException(OptionSuggestions.Unknown(typeof(RunOptions), type, path, part));
            type = RecordOf(property.PropertyType) ?? property.PropertyType;
            path = OptionMembers.Join(path, part);
        }

        return $"{path}: {comments.Of(property!)}\n  {TypeOf(property!)}; default {DefaultOf(property!)}\n";
    }

    private static IEnumerable<PropertyInfo> Members(Type type) =>
        OptionMembers.Of(type).Concat(OptionMembers.Kinds(type).SelectMany(kind => OptionMembers.Of(kind.Type)));

    private static void Section(StringBuilder text, Type type, string title, OptionComments comments)
    {
        text.Append($"## {title}\n\n{comments.Of(type)}\n\n");
        if (OptionMembers.Presets(type) is { Count: > 0 } presets)
        {
            text.Append($"Presets: {string.Join(", ", presets.Keys.Select(name => $"`{name}`"))}.\n\n");
        }

        if (OptionMembers.Kinds(type) is { Count: > 0 } kinds)
        {
            text.Append($"`kind` is one of {string.Join(", ", kinds.Select(kind => $"`{kind.Kind}`"))}.\n\n");
        }

        if (OptionMembers.Of(type) is not { Count: > 0 } members)
        {
            return;
        }

        text.Append("| key | value | default | |\n|---|---|---|---|\n");
        foreach (var member in members)
        {
            text.Append(
                $"| `{OptionMembers.Key(member)}` | {TypeOf(member)} | {DefaultOf(member)} | {comments.Of(member).Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        text.Append('\n');
    }

    private static IEnumerable<(Type Type, string Title)> Below(Type type, string path)
    {
        foreach (var property in OptionMembers.Of(type))
        {
            if (RecordOf(property.PropertyType) is { } record)
            {
                var place = OptionMembers.Join(path, OptionMembers.Key(property));
                yield return (record, $"`{place}`");
                foreach (var kind in OptionMembers.Kinds(record))
                {
                    yield return (kind.Type, $"`{place}` of kind `{kind.Kind}`");
                }

                foreach (var below in new[] { record }.Concat(OptionMembers.Kinds(record).Select(kind => kind.Type)).SelectMany(t => Below(t, place)))
                {
                    yield return below;
                }
            }
        }
    }

    private static Type? RecordOf(Type type)
    {
        var element = OptionMembers.ElementOf(type) ?? type;
        return OptionMembers.IsRecord(element) ? element : null;
    }

    private static string TypeOf(PropertyInfo property)
    {
        var words = OptionScalars.Describe(property.PropertyType);
        var range = property.GetCustomAttribute<RangeAttribute>() is { } r ? $", {OptionsChecker.Describe(r)}" : "";
        var orNull = !property.PropertyType.IsValueType && OptionMembers.IsNullable(property) ? " or null" : "";
        return words + orNull + range;
    }

    private static string DefaultOf(PropertyInfo property)
    {
        if (OptionMembers.IsRequired(property) || property.ReflectedType!.IsAbstract)
        {
            return "*required*";
        }

        var value = property.GetValue(OptionMembers.Create(property.ReflectedType!));
        return value switch
        {
            System.Collections.IList { Count: > 0 } list when OptionMembers.IsRecord(list[0]!.GetType()) =>
                $"{list.Count} {(list.Count == 1 ? "table" : "tables")}",
            System.Collections.IList list => $"`[{string.Join(", ", list.Cast<object?>().Select(OptionScalars.Format))}]`",
            not null when OptionMembers.IsRecord(value.GetType()) => Differences(value),
            _ => $"`{OptionScalars.Format(value)}`",
        };
    }

    /// <summary>What a table's default changes in its own record's defaults.</summary>
    private static string Differences(object record)
    {
        var plain = OptionMembers.Create(record.GetType());
        var changed = OptionMembers.Of(record.GetType())
            .Where(p => !OptionMembers.IsRecord(p.PropertyType)
                && OptionMembers.ElementOf(p.PropertyType) is null && !Equals(p.GetValue(record), p.GetValue(plain)))
            .Select(p => $"{OptionMembers.Key(p)}: {OptionScalars.Format(p.GetValue(record))}")
            .ToList();
        return changed.Count == 0 ? "its own" : $"`{string.Join(", ", changed)}`";
    }
}
