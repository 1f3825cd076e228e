
namespace Intervene;

/// <summary>
/// A fault that the user can mend: what failed, where, what was found, what was expected and what to do, in one message.
/// The command line prints the message alone and exits with 1; any other exception is a bug and prints its trace.
/// </summary>
public class InterveneException(string message, Exception? inner = null) : Exception(message, inner);
