namespace Intervene.Remote.Chat;

/// <summary>A request was written into a batch: its reply comes later.</summary>
public sealed class PendingReplyException() : Exception("The request was written into a batch; its reply comes later.");
