using System.Text.Json.Nodes;
using Intervene.Interventions;
using Intervene.Remote.Chat;
using Intervene.Remote.Oracles;

namespace Intervene.Remote.Batches;

/// <summary>An oracle's requests as batches, and their results as replies that a stage finds when it asks.</summary>
public static class OracleBatch
{
    /// <summary>The folder of an oracle's batches within the folder of its replies.</summary>
    public static string Folder(string oracleFolder) => Path.Combine(oracleFolder, "batch");

    /// <summary>Writes the requests of the questions that have no reply yet; a prompt of two replies takes two rounds.</summary>
    /// <param name="oracle">The oracle; its client is one over HTTP.</param>
    /// <param name="oracleFolder">The folder of its replies.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="cancellation">Ends the work; what is written is whole.</param>
    /// <returns>The files, and how many questions wait for a reply.</returns>
    /// <exception cref="InterveneException">The oracle samples locally, or a file cannot be written.</exception>
    public static async Task<(IReadOnlyList<string> Files, int Waiting)> WriteAsync(
        ModelOracle oracle, string oracleFolder, IEnumerable<OracleQuestion> questions, CancellationToken cancellation)
    {
        var client = Client(oracle);
        var requests = new List<(string Key, JsonObject Body)>();
        var gate = new Lock();
        var waiting = 0;
        client.Collector = (key, body) =>
        {
            lock (gate)
            {
                requests.Add((key, body));
            }
        };
        foreach (var question in questions)
        {
            try
            {
                await oracle.ProposeAsync(question, cancellation).ConfigureAwait(false);
            }
            catch (PendingReplyException)
            {
                waiting++;
            }
        }

        client.Collector = null;
        return (new BatchFolder(Folder(oracleFolder), client.Model.Wire).Write(requests), waiting);
    }

    /// <summary>Reads result and error files.</summary>
    /// <param name="oracle">The oracle.</param>
    /// <param name="oracleFolder">The folder of its replies.</param>
    /// <param name="files">The files, as the vendor gives them.</param>
    /// <exception cref="InterveneException">The oracle samples locally, or a file cannot be read.</exception>
    public static BatchReading Read(ModelOracle oracle, string oracleFolder, IReadOnlyList<string> files)
    {
        var client = Client(oracle);
        return new BatchFolder(Folder(oracleFolder), client.Model.Wire).Read(files, client.Model, client.Budget);
    }

    private static RemoteChatClient Client(ModelOracle oracle) =>
        oracle.Client as RemoteChatClient
        ?? throw new InterveneException($"The oracle {oracle.Name} samples with the local engine; batches are for models behind an endpoint.");
}
