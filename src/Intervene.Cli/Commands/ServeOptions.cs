using System.CommandLine;
using Intervene.Serving.Hosting;

namespace Intervene.Cli.Commands;

/// <summary>The options that every server of the program has.</summary>
internal sealed class ServeOptions
{
    private readonly Option<string> _host =
        new("--host") { Description = "The address to listen on; beyond 127.0.0.1 a key is demanded.", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<int> _port = new("--port") { Description = "The port to listen on; 0 takes a free one.", DefaultValueFactory = _ => 0 };
    private readonly Option<string?> _keyVariable =
        new("--api-key-env") { Description = "The environment variable that holds the key which clients have to send." };
    private readonly Option<int> _body =
        new("--max-body-mb") { Description = "The longest body of a request, in MiB.", DefaultValueFactory = _ => 32 };
    private readonly Option<int> _seconds;
    private readonly Option<int> _drain =
        new("--drain-seconds") { Description = "How long answers under way may take to end after SIGTERM.", DefaultValueFactory = _ => 30 };

    public ServeOptions(int timeoutSeconds) =>
        _seconds = new Option<int>("--timeout-seconds") { Description = "How long a request may take.", DefaultValueFactory = _ => timeoutSeconds };

    /// <summary>All of them, for a command.</summary>
    public IEnumerable<Option> All => [_host, _port, _keyVariable, _body, _seconds, _drain];

    /// <summary>The environment variable of the key; null where no key was asked for.</summary>
    public string? KeyVariable(ParseResult parsed) => parsed.GetValue(_keyVariable);

    /// <summary>What the command line says.</summary>
    /// <exception cref="InterveneException">A value is out of range, or the variable of the key is not set.</exception>
    public ServerOptions Read(ParseResult parsed) => new()
    {
        Host = parsed.GetValue(_host)!,
        Port = Within(parsed, _port, 0, 65535),
        ApiKey = parsed.GetValue(_keyVariable) is { } name ? Key(name) : null,
        MaxBodyBytes = Within(parsed, _body, 1, 1024) * (1L << 20),
        RequestTimeout = TimeSpan.FromSeconds(Within(parsed, _seconds, 1, 86_400)),
        DrainTimeout = TimeSpan.FromSeconds(Within(parsed, _drain, 0, 86_400)),
    };

    /// <summary>A whole number within a range.</summary>
    /// <exception cref="InterveneException">It is not.</exception>
    public static int Within(ParseResult parsed, Option<int> option, int least, int most) =>
        parsed.GetValue(option) is var value && value >= least && value <= most
        ? value
        : throw new InterveneException($"{option.Name} {value}: expected a whole number from {least} to {most}.");

    private static string Key(string name) => Environment.GetEnvironmentVariable(name) is { } key && !string.IsNullOrWhiteSpace(key)
        ? key.Trim()
        : throw new InterveneException(
            $"--api-key-env {name}: the environment has no such variable, or it is empty. Put the key into it: {name}=… intervene …");
}
