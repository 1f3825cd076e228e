using System.Text.Json;
using Intervene.Rewards;
using Intervene.Serving.Hosting;

namespace Intervene.Serving.Rewards;

/// <summary>Grades the rows of a request: those that can be read go to the verifier together, the others get the verdict <c>bad_row</c>.</summary>
internal sealed class RowGrader
{
    /// <summary>The verdict on a row that cannot be read.</summary>
    public const string BadRow = "bad_row";
    private const string Verdicts = "intervene_verdicts_total";
    private readonly BatchGrader _verifier;
    private readonly ServerMetrics _metrics;

    public RowGrader(BatchGrader verifier, ServerMetrics metrics)
    {
        (_verifier, _metrics) = (verifier, metrics);
        metrics.Counter(Verdicts, "Rows by their verdict.");
    }

    /// <summary>Grades rows.</summary>
    /// <param name="count">How many.</param>
    /// <param name="read">Reads a row by its index; a <see cref="RequestFault"/> is the row's alone.</param>
    /// <param name="cancellation">Ends the work between two rows.</param>
    public Grade[] Grade(int count, Func<int, RewardRow> read, CancellationToken cancellation)
    {
        var grades = new Grade[count];
        var readable = new List<RewardRow>(count);
        var places = new List<int>(count);
        for (var i = 0; i < count; i++)
        {
            try
            {
                readable.Add(read(i));
                places.Add(i);
            }
            catch (RequestFault fault)
            {
                grades[i] = new Grade(null, BadRow, fault.Message);
            }
        }

        var given = _verifier.Grade(readable, cancellation);
        for (var i = 0; i < given.Length; i++)
        {
            grades[places[i]] = given[i];
        }

        foreach (var (verdict, rows) in Count(grades))
        {
            _metrics.Add(Verdicts, rows, "verdict", verdict);
        }

        return grades;
    }

    /// <summary>How many grades have which verdict, in the order of the verdicts' names.</summary>
    public static SortedDictionary<string, int> Count(IEnumerable<Grade> grades)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var grade in grades)
        {
            counts[grade.Verdict] = counts.GetValueOrDefault(grade.Verdict) + 1;
        }

        return counts;
    }

    /// <summary>The gold of a row, which must be there.</summary>
    public static string GoldOf(JsonElement row, string field) => row.TryGetProperty(field, out var gold)
        ? Gold(gold, field)
        : throw RequestFault.Bad($"The field '{field}' is missing: expected the correct answer.", field);

    /// <summary>The gold of a row: a text, or a number as it is written.</summary>
    public static string Gold(JsonElement value, string field) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => JsonFields.TextOf(value, field) is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : throw RequestFault.Bad($"The field '{field}' is empty: expected the correct answer.", field),
        _ => throw RequestFault.Bad(
            $"The field '{field}' is {JsonFields.Describe(value.ValueKind)}: expected the correct answer as a text or a number.", field),
    };

    /// <summary>Writes what is said of one row: <c>reward</c>, <c>verdict</c> and <c>reason</c>.</summary>
    public static void Write(Utf8JsonWriter writer, Grade grade)
    {
        WriteReward(writer, "reward", grade);
        writer.WriteString("verdict", grade.Verdict);
        writer.WriteString("reason", grade.Reason);
    }

    /// <summary>Writes a reward; null where none is known.</summary>
    public static void WriteReward(Utf8JsonWriter writer, string name, Grade grade)
    {
        writer.WritePropertyName(name);
        WriteReward(writer, grade);
    }

    /// <inheritdoc cref="WriteReward(Utf8JsonWriter, string, Grade)"/>
    public static void WriteReward(Utf8JsonWriter writer, Grade grade)
    {
        if (grade.Reward is { } reward)
        {
            writer.WriteNumberValue(reward);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
