namespace Intervene.Serving.Hosting;

/// <summary>A request that cannot be answered, said in the shape of OpenAI's errors.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">What was found, what was expected and what to do.</param>
/// <param name="parameter">The field at fault; null where it is none.</param>
/// <param name="code">A name for programs; null where the status says all.</param>
public sealed class RequestFault(int status, string message, string? parameter = null, string? code = null) : Exception(message)
{
    /// <summary>A request that the client has to mend: status 400.</summary>
    /// <param name="message">What was found, what was expected and what to do.</param>
    /// <param name="parameter">The field at fault; null where it is none.</param>
    /// <param name="code">A name for programs; null where the status says all.</param>
    public static RequestFault Bad(string message, string? parameter = null, string? code = null) => new(400, message, parameter, code);

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The field at fault; null where it is none.</summary>
    public string? Parameter { get; } = parameter;

    /// <summary>A name for programs; null where the status says all.</summary>
    public string? Code { get; } = code;

    /// <summary>After how many seconds the client may try again; null where it should not.</summary>
    public int? RetryAfter { get; init; }
}
