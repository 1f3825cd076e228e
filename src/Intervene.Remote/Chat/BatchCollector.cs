using System.Text.Json.Nodes;

namespace Intervene.Remote.Chat;

/// <summary>Takes a request that is not sent now.</summary>
/// <param name="key">The request's key in the cache.</param>
/// <param name="body">Its body.</param>
public delegate void BatchCollector(string key, JsonObject body);
