namespace Intervene.Options;

/// <summary>Keeps the hard problems that an oracle itself solves in a single attempt (paper, section 6.1).</summary>
public sealed record OracleSolvableOptions
{
    /// <summary>
    /// Who is asked: <c>llm</c> or <c>self</c>, or <c>reference</c> for solutions that come with the problems and end in the gold answer.
    /// </summary>
    public OracleOptions Oracle { get; init; } = new ReferenceOracleOptions();

    /// <summary>The prompt: <c>solve</c>, or a file of your own.</summary>
    public string Prompt { get; init; } = "solve";

    /// <summary>The oracle can write.</summary>
    public IEnumerable<string> Validate()
    {
        if (Oracle is not (ReferenceOracleOptions or ModelOracleOptions))
        {
            yield return "oracle solves no problems: expected kind reference, llm or self.";
        }
    }
}
