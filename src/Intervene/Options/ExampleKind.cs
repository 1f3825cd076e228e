namespace Intervene.Options;

/// <summary>What an arm is fine-tuned on before reinforcement learning.</summary>
public enum ExampleKind
{
    /// <summary>Nothing: reinforcement learning starts from the base model.</summary>
    None,

    /// <summary>The kept interventions (InT).</summary>
    Interventions,

    /// <summary>The reference solutions from start to end (distillation).</summary>
    ReferenceSolutions,
}
