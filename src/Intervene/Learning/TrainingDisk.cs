namespace Intervene.Learning;

/// <summary>What training leaves on the disk, told before it begins.</summary>
public static class TrainingDisk
{
    private const long Weight = sizeof(float); // models are written in float32
    private const long Checkpoint = 3 * sizeof(float); // weights and AdamW's two moments

    /// <summary>Bytes of the final model and of the checkpoints that stay. While one is written there is one more.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="updates">Updates or steps.</param>
    /// <param name="every">Between two checkpoints; the last update has one too.</param>
    /// <param name="kept">Checkpoints that stay.</param>
    public static long Of(long parameters, int updates, int every, int kept) =>
        parameters * (Weight + (Checkpoint * Math.Min(kept, Math.Max(1, ((updates - 1) / Math.Max(1, every)) + 1))));
}
