using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement.Comparison;

/// <summary>
/// Reads the members of a row of inputs: padded [B, T] matrices with a mask become packed [N] vectors. What it cannot read it refuses by name.
/// </summary>
internal sealed class LossRow
{
    private readonly JsonObject _row;
    private readonly Lazy<double[][]> _mask;

    public LossRow(JsonObject row)
    {
        _row = row;
        _mask = new(ReadMask);
    }

    public int[] Lengths => [.. _mask.Value.Select(r => r.Count(m => m != 0))];

    public int Width => _mask.Value[0].Length;

    /// <summary>[N] places of the packed elements among the B · T.</summary>
    public Tensor Kept => tensor(_mask.Value.SelectMany(r => r).Select((m, i) => (m, i)).Where(x => x.m != 0).Select(x => (long)x.i).ToArray());

    public bool Has(string name) => _row[name] is not null;

    public string Text(string name) =>
        _row[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(name, "a string");

    public double Number(string name) => Optional(name) ?? throw Wrong(name, "a number");

    public double? Optional(string name) => _row[name] is null ? null : IsNumber(_row[name], out var number) ? number : throw Wrong(name, "a number");

    public double Above(string name, double bound) =>
        Number(name) is var number && number > bound ? number : throw Wrong(name, $"a number above {bound}");

    public double? AboveIfThere(string name, double bound) => Has(name) ? Above(name, bound) : null;

    public int Whole(string name, int least, int most = int.MaxValue) =>
        Number(name) is var number && Math.Floor(number) == number && number >= least && number <= most
            ? (int)number
            : throw Wrong(name, most == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}");

    public double[] Vector(string name) => Numbers(_row[name], name);

    /// <summary>A number a sequence.</summary>
    public double[] PerSequence(string name) =>
        Vector(name) is var values && values.Length == _mask.Value.Length
            ? values : throw Missized(name, "numbers", values.Length, _mask.Value.Length, "mask");

    /// <summary>A group a sequence, which the row names by a whole number or, as verl's uid, by a string.</summary>
    public int[] Groups(string name)
    {
        if (_row[name] is not JsonArray keys || !keys.All(key => key is JsonValue value && value.TryGetValue<string>(out _)))
        {
            var numbers = PerSequence(name);
            return numbers.All(g => g == (int)g) ? [.. numbers.Select(g => (int)g)] : throw Wrong(name, "whole numbers or strings");
        }

        if (keys.Count != _mask.Value.Length)
        {
            throw Missized(name, "strings", keys.Count, _mask.Value.Length, "mask");
        }

        List<string> names = [.. keys.Select(key => key!.GetValue<string>()).Distinct()];
        return [.. keys.Select(key => names.IndexOf(key!.GetValue<string>()))];
    }

    /// <summary>Rows of numbers; of the shape of <paramref name="like"/>, which is the member of that name.</summary>
    public double[][] Matrix(string name, double[][]? like = null, string likeName = "mask")
    {
        double[][] rows = [.. Rows(name).Select((r, i) => Numbers(r, $"{name}[{i}]"))];
        if (like is not null && rows.Length != like.Length)
        {
            throw Missized(name, "rows", rows.Length, like.Length, likeName);
        }

        var other = like is null ? -1 : Array.FindIndex([.. rows.Zip(like)], pair => pair.First.Length != pair.Second.Length);
        return other < 0 ? rows : throw Missized($"{name}[{other}]", "numbers", rows[other].Length, like![other].Length, $"{likeName}[{other}]");
    }

    /// <summary>All elements of a matrix of the mask's shape, row by row.</summary>
    public double[] Flat(string name) => [.. Matrix(name, _mask.Value).SelectMany(r => r)];

    /// <summary>The elements under the mask, end to end.</summary>
    public double[] Packed(string name) => [.. Matrix(name, _mask.Value).SelectMany((r, i) => r.Where((_, t) => _mask.Value[i][t] != 0))];

    public Tensor Tensor(string name) => tensor(Packed(name), float64);

    /// <summary>The B · T vectors of a [B, T, V] array, which are of one length.</summary>
    public double[][] DeepRows(string name)
    {
        double[][] rows =
        [
            .. Rows(name).SelectMany(
                (r, i) => (r as JsonArray ?? throw new InterveneException($"{name}[{i}] is {Found(r)}; expected an array of arrays of numbers."))
                .Select((x, t) => Numbers(x, $"{name}[{i}][{t}]"))),
        ];
        if (rows.Length != _mask.Value.Sum(r => r.Length))
        {
            throw Missized(name, "vectors", rows.Length, _mask.Value.Sum(r => r.Length), "mask");
        }

        return rows.All(r => r.Length == rows[0].Length && r.Length > 0)
            ? rows : throw new InterveneException($"{name} has vectors of different lengths; expected one length, the vocabulary's.");
    }

    /// <summary>Packed values in the shape of the mask, 0 outside it.</summary>
    public double[][] Pad(double[] values)
    {
        var at = 0;
        return [.. _mask.Value.Select(r => r.Select(m => m != 0 ? values[at++] : 0.0).ToArray())];
    }

    public InterveneException Wrong(string name, string expected) => new($"{name} is {Found(_row[name])}; expected {expected}.");

    private static InterveneException Missized(string name, string what, int found, int expected, string like) =>
        new($"{name} has {found} {what}; expected {expected}, as {like} has.");

    private double[][] ReadMask()
    {
        double[][] rows = [.. Rows("mask").Select((r, i) => Numbers(r is JsonArray flags ? Digits(flags) : r, $"mask[{i}]"))];
        return rows.Length > 0 && rows[0].Length > 0 && rows.All(r => r.Length == rows[0].Length) && rows.All(r => r.All(m => m is 0 or 1))
            ? rows
            : throw new InterveneException("mask is not made of rows of 0 and 1 of one length; expected one such row a sequence.");
    }

    private static JsonArray Digits(JsonArray flags) =>
        [.. flags.Select(x => x is JsonValue value && value.TryGetValue<bool>(out var flag) ? JsonValue.Create(flag ? 1.0 : 0.0) : x?.DeepClone())];

    private JsonArray Rows(string name) => _row[name] as JsonArray ?? throw Wrong(name, "rows of numbers");

    private static double[] Numbers(JsonNode? node, string name)
    {
        if (node is not JsonArray values)
        {
            throw new InterveneException($"{name} is {Found(node)}; expected an array of numbers.");
        }

        var result = new double[values.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = IsNumber(values[i], out var number)
                ? number : throw new InterveneException($"{name}[{i}] is {Found(values[i])}; expected a number.");
        }

        return result;
    }

    /// <summary>Whether the node is a finite number: 1e999 is none.</summary>
    private static bool IsNumber(JsonNode? node, out double number)
    {
        number = 0;
        return node is JsonValue value && value.TryGetValue(out number) && double.IsFinite(number);
    }

    private static string Found(JsonNode? node) => node switch
    {
        null => "missing or null",
        JsonArray values => $"an array of {values.Count}",
        JsonObject => "an object",
        _ => node.ToJsonString() is var text && text.Length > 40 ? text[..40] + "…" : text,
    };
}
