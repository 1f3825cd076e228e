using System.Text.Json;

namespace Intervene.Serving.Models;

/// <summary>How a call writes its answer: as text completions or as messages of a chat.</summary>
internal interface IAnswerShape
{
    /// <summary>What an answer's name begins with.</summary>
    string IdPrefix { get; }

    /// <summary>What a whole answer is called.</summary>
    string Whole { get; }

    /// <summary>What an event is called.</summary>
    string Event { get; }

    /// <summary>Writes the fields of a whole answer beside its choices.</summary>
    void WriteBeside(Utf8JsonWriter writer);

    /// <summary>Writes a choice of a whole answer.</summary>
    void WriteChoice(Utf8JsonWriter writer, Choice choice);

    /// <summary>Writes a choice of an event.</summary>
    /// <param name="writer">The event.</param>
    /// <param name="choice">What is new.</param>
    /// <param name="isFirst">Whether the choice has had no event yet.</param>
    /// <param name="offset">Characters of the tokens that came before.</param>
    void WriteDelta(Utf8JsonWriter writer, Choice choice, bool isFirst, int offset);
}
