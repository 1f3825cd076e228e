
namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>Reads the list of tensors of a GGUF.</summary>
internal static class GgufTensors
{
    /// <summary>Reads and checks the list; the data begins at the next multiple of the alignment.</summary>
    public static List<GgufTensor> Read(GgufReader reader, int count, int alignment)
    {
        if (alignment < 1 || alignment > 1 << 20 || !int.IsPow2(alignment))
        {
            throw reader.Fault($"general.alignment is {alignment}, no power of 2 up to 1048576");
        }

        List<GgufTensor> relative = [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var tensor = ReadOne(reader, i);
            relative.Add(names.Add(tensor.Name) ? tensor : throw reader.Fault($"tensor {tensor.Name} stands there twice"));
        }

        var dataStart = (reader.Position + alignment - 1) / alignment * alignment;
        List<GgufTensor> tensors = [];
        foreach (var tensor in relative)
        {
            if (tensor.Start % alignment != 0 || tensor.Start > reader.Length - dataStart || tensor.Bytes > reader.Length - dataStart - tensor.Start)
            {
                throw reader.Fault(
                    $"tensor {tensor.Name} {tensor.Type} [{string.Join(", ", tensor.Shape)}] stands at byte {tensor.Start} of {Math.Max(0, reader.Length - dataStart)} "
                    + $"with {tensor.Bytes} bytes: "
                    + $"it is not aligned to {alignment} or ends beyond the file, which is cut short or damaged");
            }

            tensors.Add(tensor with { Start = dataStart + tensor.Start });
        }

        RequireApart(reader, tensors);
        return tensors;
    }

    private static GgufTensor ReadOne(GgufReader reader, int index)
    {
        var name = reader.Text($"the name of tensor {index + 1}");
        var axes = reader.UInt32($"the number of axes of {name}");
        if (axes is < 1 or > 4)
        {
            throw reader.Fault($"tensor {name} has {axes} axes; expected 1 to 4");
        }

        var shape = new long[axes];
        var elements = UInt128.One;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            shape[i] = reader.Size($"the shape of {name}");
            elements *= (ulong)shape[i];
            if (elements > 1UL << 56)
            {
                throw reader.Fault($"tensor {name} has more values than any file holds");
            }
        }

        var number = reader.UInt32($"the type of {name}");
        if (!Enum.IsDefined((GgufType)number))
        {
            throw new InterveneException(
                $"{reader.Path}: tensor {name} has the type {number}{TypeName(number)}, which is not supported; expected {string.Join(", ", Enum.GetNames<GgufType>())}. "
                + "Use a file of the same model with one of these types.");
        }

        var tensor = new GgufTensor(name, (GgufType)number, shape, reader.Size($"the offset of {name}"));
        return shape[^1] % GgufBlocks.Values(tensor.Type) == 0
            ? tensor
            : throw reader.Fault($"tensor {name} has rows of {shape[^1]} values; {tensor.Type} needs a multiple of {GgufBlocks.Values(tensor.Type)}");
    }

    /// <summary>What ggml calls a type that is not read.</summary>
    private static string TypeName(uint number) => number switch
    {
        4 or 5 or 31 or 32 or 33 or 36 or 37 or 38 => ", which the format no longer has",
        9 => " (Q8_1)",
        15 => " (Q8_K)",
        16 => " (IQ2_XXS)",
        17 => " (IQ2_XS)",
        18 => " (IQ3_XXS)",
        19 => " (IQ1_S)",
        20 => " (IQ4_NL)",
        21 => " (IQ3_S)",
        22 => " (IQ2_S)",
        23 => " (IQ4_XS)",
        24 => " (I8)",
        25 => " (I16)",
        26 => " (I32)",
        27 => " (I64)",
        28 => " (F64)",
        29 => " (IQ1_M)",
        34 => " (TQ1_0)",
        35 => " (TQ2_0)",
        39 => " (MXFP4)",
        _ => "",
    };

    private static void RequireApart(GgufReader reader, List<GgufTensor> tensors)
    {
        GgufTensor? before = null;
        foreach (var tensor in tensors.OrderBy(t => t.Start).ThenBy(t => t.Bytes))
        {
            if (before is not null && tensor.Start < before.Start + before.Bytes)
            {
                throw reader.Fault($"tensors {before.Name} and {tensor.Name} overlap");
            }

            before = tensor;
        }
    }
}
