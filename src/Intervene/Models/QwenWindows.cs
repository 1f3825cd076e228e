
namespace Intervene.Models;

/// <summary>
/// Qwen's sliding windows, which are refused where they are in use: <c>use_sliding_window</c> is set, <c>sliding_window</c> is not null, and layers
/// from <c>max_window_layers</c> on have one. <c>layer_types</c>, where it stands, decides alone.
/// </summary>
public static class QwenWindows
{
    private const int UsualMaxWindowLayers = 28;

    /// <summary>Notes windows in use.</summary>
    public static void Check(ConfigJson json)
    {
        var isSwitchedOn = json.Flag("use_sliding_window", missing: false) && !json.IsNull("sliding_window");
        var isReached = json.Int("max_window_layers", missing: UsualMaxWindowLayers, least: 0) < json.Int("num_hidden_layers");
        if (!json.Has("layer_types") && isSwitchedOn && isReached)
        {
            json.Fault(json.Has("sliding_window") ? "sliding_window" : "use_sliding_window",
                "sliding-window layers are in use, which is not supported");
        }
    }
}
