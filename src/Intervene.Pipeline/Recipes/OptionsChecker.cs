using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Intervene.Learning;
using Intervene.Options;

namespace Intervene.Pipeline.Recipes;

/// <summary>Checks ranges, and the rules of each record's <c>IEnumerable&lt;string&gt; Validate()</c>.</summary>
internal static class OptionsChecker
{
    /// <summary>Adds a fault for each value out of range and each broken rule; rules over values that are faulty already are left out.</summary>
    public static void Check(object record, string path, OptionFaults faults)
    {
        foreach (var property in OptionMembers.Of(record.GetType()))
        {
            var place = OptionMembers.Join(path, OptionMembers.Key(property));
            var value = property.GetValue(record);
            if (property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(value))
            {
                faults.Add(place, $"{place} is {OptionScalars.Format(value)}, expected {Describe(range)}.");
            }

            if (property.GetCustomAttribute<MetricNameAttribute>() is not null && record is RlOptions rl && RlMetrics.Complaint(rl) is { } complaint)
            {
                faults.Add(place, $"{path}: {complaint}");
            }

            if (value is IList list)
            {
                for (var i = 0; i < list.Count; i++)
                {
                    CheckBelow(list[i], OptionMembers.Join(place, $"{i}"), faults);
                }
            }
            else
            {
                CheckBelow(value, place, faults);
            }
        }

        if (!faults.IsFaulty(path) && record.GetType().GetMethod("Validate", Type.EmptyTypes)?.Invoke(record, null) is IEnumerable<string> broken)
        {
            foreach (var rule in broken.ToList())
            {
                faults.Add(path, path.Length == 0 ? rule : $"{path}: {rule}");
            }
        }
    }

    /// <summary>A range in words.</summary>
    public static string Describe(RangeAttribute range)
    {
        var (low, high) = (OptionScalars.Format(range.Minimum), OptionScalars.Format(range.Maximum));
        return range.Maximum is int.MaxValue ? $"at least {low}" : $"{low} … {high}";
    }

    private static void CheckBelow(object? value, string path, OptionFaults faults)
    {
        if (value is not null && OptionMembers.IsRecord(value.GetType()))
        {
            Check(value, path, faults);
        }
    }
}
