namespace Intervene.Options;

/// <summary>What an arm is fine-tuned on before reinforcement learning.</summary>
[OptionKind("none", typeof(ExampleOptions.None))]
[OptionKind("interventions", typeof(ExampleOptions.Interventions))]
[OptionKind("reference_solutions", typeof(ExampleOptions.ReferenceSolutions))]
[OptionKind("oracle_solutions", typeof(ExampleOptions.OracleSolutions))]
[OptionKind("self_refinement", typeof(ExampleOptions.SelfRefinement))]
[OptionKind("traces", typeof(ExampleOptions.Traces))]
public abstract record ExampleOptions
{
    /// <summary>Nothing: reinforcement learning starts from the base model.</summary>
    public sealed record None : ExampleOptions;

    /// <summary>Interventions (InT; paper, section 4.2 and Table 1).</summary>
    public sealed record Interventions : ExampleOptions
    {
        /// <summary>Whether the rollout's prefix has a loss; else it is context.</summary>
        public bool Prefix { get; init; } = true;

        /// <summary>Whether the continuation of a correct guided rollout follows the intervention.</summary>
        public bool Suffix { get; init; }

        /// <summary>
        /// Whether only those stay from which the base model reached the right answer (<c>filter.min_correct</c>); else all that were sampled from.
        /// </summary>
        public bool Filter { get; init; } = true;
    }

    /// <summary>
    /// The solutions that come with the problems, from start to end: gold where people wrote them, distillation where a teacher did.
    /// </summary>
    public sealed record ReferenceSolutions : ExampleOptions
    {
        /// <summary>
        /// Whether lines are said in the notation of the model's own attempts and stand apart like its steps; else the text stays as it is.
        /// </summary>
        public bool Rewritten { get; init; }
    }

    /// <summary>Solutions that a language model writes from the problem alone (the paper's distillation, section 5).</summary>
    public sealed record OracleSolutions : ExampleOptions
    {
        /// <summary>Who writes: <c>llm</c> or <c>self</c>; its own <c>prompt</c> is not used.</summary>
        public required OracleOptions Oracle { get; init; }

        /// <summary>The prompt: <c>solve</c>, or a file of your own.</summary>
        public string Prompt { get; init; } = "solve";

        /// <summary>Whether solutions with another answer than the gold one are left out.</summary>
        public bool OnlyCorrect { get; init; } = true;

        /// <summary>A model writes.</summary>
        public IEnumerable<string> Validate() => RequireModel(Oracle);
    }

    /// <summary>
    /// The first wrong attempt at each problem, rewritten whole by the policy itself with the reference at hand (paper, appendix J).
    /// </summary>
    public sealed record SelfRefinement : ExampleOptions
    {
        /// <summary>Who writes: <c>self</c>, or <c>llm</c>; its own <c>prompt</c> is not used.</summary>
        public OracleOptions Oracle { get; init; } = new SelfOracleOptions();

        /// <summary>The prompt: <c>self-refinement</c>, or a file of your own.</summary>
        public string Prompt { get; init; } = "self-refinement";

        /// <summary>Whether rewritten attempts with another answer than the gold one are left out.</summary>
        public bool OnlyCorrect { get; init; } = true;

        /// <summary>A model writes.</summary>
        public IEnumerable<string> Validate() => RequireModel(Oracle);
    }

    /// <summary>Another model's traces from the problems' <c>trace</c> column (paper, appendix I).</summary>
    public sealed record Traces : ExampleOptions
    {
        /// <summary>The part that is cloned.</summary>
        public TracePart Part { get; init; } = TracePart.Think;
    }

    private static IEnumerable<string> RequireModel(OracleOptions oracle)
    {
        if (oracle is not ModelOracleOptions)
        {
            yield return "oracle writes no texts: expected kind llm or self.";
        }
    }
}
