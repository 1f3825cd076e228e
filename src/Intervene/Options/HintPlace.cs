namespace Intervene.Options;

/// <summary>Where a part of a solution stands.</summary>
public enum HintPlace
{
    /// <summary>In the prompt, beside the question.</summary>
    Prompt,

    /// <summary>At the beginning of the response, which goes on from there; it has no loss.</summary>
    Response,
}
