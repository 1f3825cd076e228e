using System.Text.Json.Nodes;

namespace Intervene.Torch.Reinforcement.Comparison;

/// <summary>What is computed from a row beside what the row says.</summary>
public sealed class LossComparison
{
    private readonly JsonObject _row;

    internal LossComparison(string kind, JsonObject row)
    {
        Kind = kind;
        _row = row;
    }

    /// <summary><c>advantages, policy_loss, kl, composite, trl, schedule</c> or <c>pass_at_k</c>.</summary>
    public string Kind { get; }

    /// <summary>What is computed here, under the row's names.</summary>
    public JsonObject Ours { get; } = [];

    /// <summary>What the row says, for the names that it has.</summary>
    public JsonObject Theirs { get; } = [];

    /// <summary>The largest |ours − theirs| of the row.</summary>
    public double LargestDifference { get; private set; }

    /// <summary>The largest |ours − theirs| / max |theirs| of a quantity (absolute where theirs is 0 throughout).</summary>
    public double LargestRelativeDifference { get; private set; }

    internal void Add(string name, double value) => Add(name, JsonValue.Create(value), _row[name]);

    internal void Add(string name, double[] values) => Add(name, Array(values), _row[name]);

    internal void Add(string name, double[][] values) => Add(name, new JsonArray([.. values.Select(Array)]), _row[name]);

    internal void Add(string name, double[][][] values) =>
        Add(name, new JsonArray([.. values.Select(r => (JsonNode)new JsonArray([.. r.Select(Array)]))]), _row[name]);

    /// <summary>An estimator that refuses the row; agreed where the row says that it refuses too.</summary>
    internal void AddError(string name, string message)
    {
        Ours[name] = new JsonObject { ["error"] = message };
        Theirs[name] = _row[name]?.DeepClone();
        if (_row[name] is not null and not JsonObject)
        {
            Widen(double.PositiveInfinity, double.PositiveInfinity);
        }
    }

    internal void AddMetric(string name, double value) =>
        Add(name, JsonValue.Create(value), _row["metrics"]?[name]); // a metric may stand in a list, one a forward pass

    private void Add(string name, JsonNode ours, JsonNode? theirs)
    {
        Ours[name] = ours;
        if (theirs is null)
        {
            return;
        }

        Theirs[name] = theirs.DeepClone();
        double[] a = [.. Leaves(ours)], b = [.. Leaves(theirs)];
        if (a.Length != b.Length)
        {
            Widen(double.PositiveInfinity, double.PositiveInfinity);
            return;
        }

        var scale = b.Select(Math.Abs).Aggregate(0.0, Larger);
        var difference = a.Zip(b).Select(pair => Math.Abs(pair.First - pair.Second)).Aggregate(0.0, Larger);
        Widen(difference, scale > 0 ? difference / scale : difference);
    }

    private void Widen(double difference, double relative)
    {
        LargestDifference = Larger(LargestDifference, difference);
        LargestRelativeDifference = Larger(LargestRelativeDifference, relative);
    }

    private static JsonNode Array(double[] values) => new JsonArray([.. values.Select(v => (JsonNode)JsonValue.Create(v))]);

    private static double Larger(double a, double b) => double.IsNaN(b) ? double.PositiveInfinity : Math.Max(a, b);

    private static IEnumerable<double> Leaves(JsonNode? node) => node switch
    {
        JsonArray values => values.SelectMany(Leaves),
        JsonValue value when value.TryGetValue<double>(out var number) => [number],
        _ => [double.NaN],
    };
}
