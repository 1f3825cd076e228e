namespace Intervene.Remote.Batches;

/// <summary>What the result files of batches held.</summary>
/// <param name="Kept">Replies that were new and are kept.</param>
/// <param name="Known">Replies that were there before.</param>
/// <param name="Failed">Requests that the vendor gave back without a reply, by its reason; they are written again next time.</param>
/// <param name="Unreadable">Lines that are no results, and replies of another schema.</param>
/// <param name="Strange">Results of requests that this folder never wrote.</param>
/// <param name="Missing">Requests that were written and have no result yet.</param>
public sealed record BatchReading(int Kept, int Known, IReadOnlyDictionary<string, int> Failed, int Unreadable, int Strange, int Missing);
