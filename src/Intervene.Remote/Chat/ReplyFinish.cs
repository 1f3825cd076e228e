namespace Intervene.Remote.Chat;

/// <summary>Why a reply ended, whatever the server calls it.</summary>
public enum ReplyFinish
{
    /// <summary>The model was done.</summary>
    Complete,

    /// <summary>The reply, its reasoning included, reached its token budget or the model's context length.</summary>
    Length,

    /// <summary>The model or the vendor's filter refused.</summary>
    Refused,

    /// <summary>The server broke the reply off.</summary>
    Failed,

    /// <summary>The server gave no reason, or one that is not known.</summary>
    Unknown,
}
