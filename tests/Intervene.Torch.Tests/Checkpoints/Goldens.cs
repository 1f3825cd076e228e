using Intervene.Tests;

namespace Intervene.Torch.Tests.Checkpoints;

/// <summary>What the reference implementations compute.</summary>
internal static class Goldens
{
    public static readonly string[] Models =
        ["qwen3-tied", "qwen3-untied-sharded-bf16", "qwen3-yarn", "qwen2-bias", "llama-tied", "llama3-rope", "llama-linear-rope"];

    /// <summary>A file or folder under <c>goldens</c>; skips the test when it is nowhere.</summary>
    public static string Path(string relative) => SharedFiles.Path("goldens/" + relative);

    public static string Model(string name) => Path("models/" + name);
}
