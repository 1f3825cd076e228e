namespace Intervene.Options;

/// <summary>What becomes of a benchmark whose questions stand among the training problems.</summary>
public enum OverlapPolicy
{
    /// <summary>They are counted and listed; the benchmark is measured with them.</summary>
    Show,

    /// <summary>The run is refused, once the training problems are known.</summary>
    Refuse,
}
