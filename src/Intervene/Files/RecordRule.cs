using System.Text.Json;

namespace Intervene.Files;

/// <summary>What a record's values must be beyond their types. One that breaks a rule was edited or damaged, and is refused.</summary>
internal static class RecordRule
{
    /// <summary>Refuses what is not so.</summary>
    /// <param name="holds">Whether the rule holds.</param>
    /// <param name="message">What stands there and what was expected, as a sentence.</param>
    /// <exception cref="JsonException">It does not.</exception>
    public static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new JsonException(message);
        }
    }

    /// <summary>
    /// Whether a required member stands in the record. A record checks itself before the serializer looks for what is missing, which it then names.
    /// </summary>
    /// <param name="member">The member.</param>
    public static bool IsThere(object? member) => member is not null;

    /// <summary>Refuses token ids below 0.</summary>
    /// <param name="name">The field.</param>
    /// <param name="ids">The ids.</param>
    /// <exception cref="JsonException">One is negative.</exception>
    public static void RequireIds(string name, ReadOnlySpan<int> ids)
    {
        foreach (var id in ids)
        {
            Require(id >= 0, $"{name} holds {id}; expected token ids, which are 0 or more.");
        }
    }

    /// <summary>Refuses a part that is negative or more than the whole.</summary>
    /// <param name="name">The part's field.</param>
    /// <param name="part">How many.</param>
    /// <param name="wholeName">The whole's field.</param>
    /// <param name="whole">Of how many.</param>
    /// <exception cref="JsonException">It is.</exception>
    public static void RequirePart(string name, int part, string wholeName, int whole) =>
        Require(part >= 0 && part <= whole, $"{name} is {part} of {whole} {wholeName}; expected a number from 0 to {whole}.");
}
