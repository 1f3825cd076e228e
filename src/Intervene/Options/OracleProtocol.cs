namespace Intervene.Options;

/// <summary>How a server is spoken to.</summary>
public enum OracleProtocol
{
    /// <summary>OpenAI's chat completions, which most servers speak.</summary>
    Openai,

    /// <summary>Anthropic's messages.</summary>
    Anthropic,
}
