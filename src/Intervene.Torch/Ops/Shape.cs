using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>Checks of tensor shapes, whose messages name argument, expected and actual.</summary>
public static class Shape
{
    /// <summary>Requires a shape; −1 stands for any size.</summary>
    /// <exception cref="ArgumentException">The tensor has another shape.</exception>
    public static void Require(Tensor tensor, string name, params ReadOnlySpan<long> expected)
    {
        var actual = tensor.shape;
        var fits = actual.Length == expected.Length;
        for (var i = 0; fits && i < actual.Length; i++)
        {
            fits = expected[i] < 0 || expected[i] == actual[i];
        }

        if (!fits)
        {
            var wanted = string.Join(
                ", ", expected.ToArray().Select(n => n < 0 ? "?" : n.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            throw new ArgumentException($"{name} is {Text(tensor)}; expected [{wanted}].", name);
        }
    }

    /// <summary>A tensor's shape and type as text, e.g. <c>[3, 4] Float32</c>.</summary>
    public static string Text(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}] {tensor.dtype}";
}
