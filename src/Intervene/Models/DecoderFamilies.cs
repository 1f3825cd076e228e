namespace Intervene.Models;

/// <summary>The families that there are.</summary>
internal static class DecoderFamilies
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<DecoderFamily> All { get; } = [new Llama(), new Qwen2(), new Qwen3()];

    /// <summary>A family's definition.</summary>
    public static DecoderFamily Of(ModelFamily id) => All.Single(family => family.Id == id);
}
