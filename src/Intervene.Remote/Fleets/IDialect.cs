using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Pipeline.Engines;

namespace Intervene.Remote.Fleets;

/// <summary>How one kind of server is spoken to.</summary>
internal interface IDialect
{
    /// <summary>The server's kind, as records name it.</summary>
    string Name { get; }

    /// <summary>The path that samples.</summary>
    string SamplePath { get; }

    /// <summary>Asks a server what it is.</summary>
    /// <exception cref="FleetFault">It does not answer as such a server does.</exception>
    Task<ServerFacts> FactsAsync(FleetServer server, string? model, CancellationToken cancellation);

    /// <summary>The body of a request for a sample.</summary>
    JsonObject Ask(SampleQuestion question, string model);

    /// <summary>Reads the sample.</summary>
    /// <exception cref="FleetFault">It is none, or has no token ids.</exception>
    ServerAnswer Read(JsonElement answer, SampleQuestion question);

    /// <summary>The body of a request for the ids of a text, without what a tokenizer puts before it.</summary>
    JsonObject Tokenize(string text, string model);

    /// <summary>The path and body of a request to load weights from a directory; null where there is none.</summary>
    (string Path, JsonObject Body)? Load(SampledPolicy policy) => null;
}
