using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Intervene.Files;
using Intervene.Prompting;
using Intervene.Remote.Accounting;
using Intervene.Remote.Chat;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Batches;

/// <summary>
/// Batches as files: requests that a vendor takes at half the price, and the results that it gives back in any order. The request's name is its key
/// in the cache, so that results find their request whatever their order, and a request that was written and not given back is never written twice.
/// </summary>
/// <param name="folder">The folder: <c>requests-0001.jsonl</c>, …, <c>returned.jsonl</c> and <c>replies/</c>.</param>
/// <param name="wire">The protocol.</param>
public sealed partial class BatchFolder(string folder, ChatWire wire)
{
    private const decimal BatchPrice = 0.5m;

    private string Returned => Path.Combine(folder, "returned.jsonl");

    /// <summary>The replies that came back, whole or not.</summary>
    public ReplyCache Replies { get; } = new(Path.Combine(folder, "replies"));

    /// <summary>Writes requests, but for those that are written already and wait for their results.</summary>
    /// <param name="requests">The requests, by their key.</param>
    /// <returns>The files that were made; none where all requests wait.</returns>
    /// <exception cref="InterveneException">A file cannot be read or written.</exception>
    public IReadOnlyList<string> Write(IEnumerable<(string Key, JsonObject Body)> requests)
    {
        var open = Open();
        var files = new List<string>();
        var next = Files().Count() + 1;
        List<(string Key, JsonObject Body)> chunk = [];
        long bytes = 0;
        foreach (var request in requests.Where(request => !open.Contains(request.Key)).DistinctBy(request => request.Key))
        {
            var size = System.Text.Encoding.UTF8.GetByteCount(request.Body.ToJsonString()) + 256;
            if (chunk.Count == wire.BatchLimits.Requests || (chunk.Count > 0 && bytes + size > wire.BatchLimits.Bytes))
            {
                files.Add(Put(chunk, next++));
                (chunk, bytes) = ([], 0);
            }

            chunk.Add(request);
            bytes += size;
        }

        if (chunk.Count > 0)
        {
            files.Add(Put(chunk, next));
        }

        return files;
    }

    /// <summary>Reads result and error files.</summary>
    /// <param name="paths">The files, as the vendor gives them: a result a line.</param>
    /// <param name="model">The model that was asked.</param>
    /// <param name="budget">Where the replies' cost is counted.</param>
    /// <exception cref="InterveneException">A file cannot be read.</exception>
    public BatchReading Read(IReadOnlyList<string> paths, RemoteModel model, Budget budget)
    {
        var written = Keys().ToHashSet(StringComparer.Ordinal);
        var seen = Back().Select(line => line.Line).ToHashSet(StringComparer.Ordinal);
        var failed = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (kept, known, unreadable, strange) = (0, 0, 0, 0);
        foreach (var (_, text) in paths.SelectMany(InputLines.Read))
        {
            if (!LenientJson.TryRead(text, 0, out var value, out _) || value is not JsonObject line
                || ReplyJson.Text(line["custom_id"]) is not { Length: > 0 } key)
            {
                unreadable++;
            }
            else if (!written.Contains(key))
            {
                strange++;
            }
            else if (Replies.Find(key) is not null)
            {
                known++;
            }
            else if (wire.BatchResult(line) is { Body: { } body })
            {
                _ = Keep(key, body, model, budget) ? kept++ : unreadable++;
            }
            else
            {
                var reason = wire.BatchResult(line).Failure!;
                failed[reason] = failed.GetValueOrDefault(reason) + 1;
                GiveBack(key, reason, Sha256.OfText(text), seen);
            }
        }

        return new(kept, known, failed, unreadable, strange, Open().Count);
    }

    private bool Keep(string key, JsonNode body, RemoteModel model, Budget budget)
    {
        try
        {
            var reply = wire.Read(new ServerReply(model.Endpoint.Host, model.Key.Redact(body.ToJsonString()), false));
            Replies.Keep(key, model.Endpoint.Host, reply.Raw);
            if (reply.Usage is { } usage)
            {
                budget.Add(new()
                {
                    Tokens = usage.InputTokens + usage.OutputTokens,
                    Dollars = usage.Dollars ?? (model.Prices?.Of(usage) * BatchPrice)
                });
            }

            return true;
        }
        catch (ServerFault)
        {
            return false;
        }
    }

    private void GiveBack(string key, string reason, string line, HashSet<string> seen)
    {
        if (seen.Add(line))
        {
            using var writer = JsonLinesWriter<BatchReturn>.Open(Returned);
            writer.Append(new BatchReturn { Key = key, Reason = reason, Line = line });
        }
    }

    /// <summary>The requests that wait: written once more often than given back, and without a reply.</summary>
    private HashSet<string> Open()
    {
        var back = Back().CountBy(line => line.Key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        return [.. Keys().CountBy(key => key, StringComparer.Ordinal)
            .Where(pair => pair.Value > back.GetValueOrDefault(pair.Key) && Replies.Find(pair.Key) is null).Select(pair => pair.Key)];
    }

    private IEnumerable<BatchReturn> Back() => File.Exists(Returned) ? JsonLines.Read<BatchReturn>(Returned) : [];

    private IEnumerable<string> Keys() => Files().SelectMany(path => CustomId().Matches(IoFault.Guard(path, "read", () => File.ReadAllText(path))))
        .Select(match => match.Groups[1].Value);

    private IEnumerable<string> Files() =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"requests-*{wire.BatchFileEnding}")
            .Where(path => path.EndsWith(wire.BatchFileEnding, StringComparison.Ordinal)).Order(StringComparer.Ordinal) : [];

    private string Put(IReadOnlyList<(string Key, JsonObject Body)> requests, int number)
    {
        var path = Path.Combine(folder, $"requests-{number:0000}{wire.BatchFileEnding}");
        AtomicFile.Write(path, wire.BatchFile(requests));
        return path;
    }

    [GeneratedRegex("""(?m)^\{"custom_id":"([0-9a-f]{64})",""")]
    private static partial Regex CustomId();
}
