using System.Text.Json.Nodes;
using Intervene.Tests;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Reinforcement;

/// <summary>Rows of the reference implementations' files.</summary>
internal static class GoldenRows
{
    public static IReadOnlyList<JsonObject> Read(string file) =>
        [.. File.ReadLines(SharedFiles.Path("goldens/" + file)).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!.AsObject())];

    public static double Number(this JsonObject row, string name) => row[name]!.GetValue<double>();

    public static double? Optional(this JsonObject row, string name) => row[name]?.GetValue<double>();

    public static string Text(this JsonObject row, string name) => row[name]!.GetValue<string>();

    public static double[] Vector(this JsonObject row, string name) => [.. row[name]!.AsArray().Select(x => x!.GetValue<double>())];

    public static double[][] Matrix(this JsonObject row, string name) =>
        [.. row[name]!.AsArray().Select(r => r!.AsArray().Select(x => x!.GetValue<double>()).ToArray())];

    /// <summary>Tokens of each row whose mask is 1.</summary>
    public static int[] Lengths(this JsonObject row) => [.. row.Matrix("mask").Select(r => r.Count(m => m == 1))];

    /// <summary>The masked-in elements of a padded matrix, end to end.</summary>
    public static double[] Packed(this JsonObject row, string name) => Pack(row.Matrix(name), row.Matrix("mask"));

    public static double[] Pack(double[][] values, double[][] mask) =>
        [.. values.Zip(mask).SelectMany(r => r.First.Zip(r.Second).Where(x => x.Second == 1).Select(x => x.First))];

    public static Tensor Tensor(double[] values) => tensor(values, float64);

    public static void Close(double[] expected, Tensor actual, double tolerance, string what) =>
        Close(expected, actual.detach().data<double>().ToArray(), tolerance, what);

    public static void Close(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Select(Math.Abs).DefaultIfEmpty(0).Max(); // a zero among ones may be noise of rounding
        for (var i = 0; i < expected.Length; i++)
        {
            Close(expected[i] / Math.Max(1e-3, scale), actual[i] / Math.Max(1e-3, scale), tolerance, $"{what}[{i}]");
        }
    }

    public static void Close(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, found {actual:R}");
}
