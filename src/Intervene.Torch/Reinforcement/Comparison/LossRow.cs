using System.Text.Json.Nodes;
using Intervene.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement.Comparison;

/// <summary>Reads the members of a row of inputs: padded [B, T] matrices with a mask become packed [N] vectors.</summary>
internal sealed class LossRow(JsonObject row)
{
    private readonly Lazy<double[][]?> mask = new(() => row["mask"] is JsonArray rows ? [.. rows.Select(r => Numbers(r, "mask"))] : null);

    public bool Has(string name) => row[name] is not null;

    public string Text(string name) => row[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Missing(name, "a string");

    public bool Flag(string name) => row[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public double Number(string name) => Optional(name) ?? throw Missing(name, "a number");

    public double? Optional(string name) => row[name] is null ? null : row[name] is JsonValue value && value.TryGetValue<double>(out var number) ? number : throw Missing(name, "a number");

    public double[] Vector(string name) => Numbers(row[name], name);

    /// <summary>All elements of a matrix, row by row.</summary>
    public double[] Flat(string name) => [.. Rows(name).SelectMany(r => Numbers(r, name))];

    public int[] Lengths => [.. Mask.Select(r => r.Count(m => m != 0))];

    public int Width => Mask[0].Length;

    /// <summary>The elements under the mask, end to end.</summary>
    public double[] Packed(string name) => [.. Rows(name).SelectMany((r, i) => Under(i, Numbers(r, name), name))];

    public Tensor Tensor(string name) => tensor(Packed(name), float64);

    /// <summary>The rows [B · T, V] of a [B, T, V] array.</summary>
    public double[][] DeepRows(string name) =>
        [.. Rows(name).SelectMany(r => r as JsonArray ?? throw Missing(name, "rows of arrays")).Select(x => Numbers(x, name))];

    /// <summary>[N] places of the packed elements among the B · T.</summary>
    public Tensor Kept => tensor(Mask.SelectMany(r => r).Select((m, i) => (m, i)).Where(x => x.m != 0).Select(x => (long)x.i).ToArray());

    /// <summary>Packed values in the shape of the mask, 0 outside it.</summary>
    public double[][] Pad(double[] values)
    {
        var at = 0;
        return [.. Mask.Select(r => r.Select(m => m != 0 ? values[at++] : 0.0).ToArray())];
    }

    public InterveneException Missing(string name, string expected) => new($"{name} is {(row[name] is null ? "missing" : "something else")}; expected {expected}.");

    private double[][] Mask => mask.Value is { Length: > 0 } rows ? rows : throw Missing("mask", "rows of 0 and 1");

    private IEnumerable<T> Under<T>(int index, T[] values, string name) =>
        index < Mask.Length && values.Length == Mask[index].Length ? values.Where((_, t) => Mask[index][t] != 0) : throw Missing(name, "the shape of mask");

    private JsonArray Rows(string name) => row[name] as JsonArray ?? throw Missing(name, "rows of numbers");

    private static double[] Numbers(JsonNode? node, string name) =>
        node is JsonArray values && values.All(x => x is JsonValue value && value.TryGetValue<double>(out _))
            ? [.. values.Select(x => x!.GetValue<double>())]
            : throw new InterveneException($"{name} is not an array of numbers; expected one.");
}
