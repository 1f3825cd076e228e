namespace Intervene.Problems.Reading;

/// <summary>The reasons for which rows are left out.</summary>
public static class DropReasons
{
    private static readonly string[] Unreadable =
    [
        "too_long", "invalid_utf8", "half_surrogate", "no_object", "doubled_key", "malformed_json", "malformed_row",
    ];
    private static readonly string[] Harmless = ["duplicate_question", "filtered", "contaminated"];

    /// <summary>Whether a row of the reason could not be read at all, so that it never was a row of fields.</summary>
    /// <param name="reason">The reason.</param>
    public static bool IsUnreadable(string reason) => Unreadable.Contains(reason, StringComparer.Ordinal);

    /// <summary>Whether the data is at fault; a question that comes twice with one gold and a row that the user filtered are none.</summary>
    /// <param name="reason">The reason.</param>
    public static bool IsFault(string reason) => !Harmless.Contains(reason, StringComparer.Ordinal);

    /// <summary>What a reason means and what can be done, in a line.</summary>
    /// <param name="reason">The reason.</param>
    public static string Explain(string reason) => reason switch
    {
        "too_long" => "the row is larger than a row may be",
        "invalid_utf8" => "bytes that are not UTF-8; convert the file from its own encoding",
        "half_surrogate" => "a text with half a surrogate pair, which no Unicode text has",
        "no_object" => "the row is no JSON object",
        "doubled_key" => "a key stands twice, so that either value may be meant",
        "malformed_json" => "the row is no whole JSON value",
        "malformed_row" => "the row's fields do not fit the header",
        "empty_question" => "the question is empty",
        "question_is_no_text" => "the question is a list or an object; name the column within",
        "no_user_turn" => "the conversation has no turn of the user",
        "several_user_turns" => "the conversation has several turns of the user; none alone is the question",
        "not_a_user_turn" => "the named turn is not the user's; name the whole conversation, it is read by role",
        "not_text" => "the question holds more than text",
        "hole_without_number" => "the question has a hole and no number for it",
        "no_answer" => "there is no answer where it is expected",
        "answer_is_an_object" => "the answer is an object; name the value within",
        "several_golds" => "the answer is a list of different values; say what it means",
        "gold_unreadable" => "the verifier cannot read the gold: every attempt would be wrong",
        "gold_not_equal_to_itself" => "the gold in a box does not equal the gold: every attempt would be wrong",
        "gold_too_long" => "the gold is longer than an answer",
        "gold_placeholder" => "the gold stands for a missing answer",
        "gold_prose" => "the gold is a sentence, not an answer",
        "gold_implausible" => "the gold is no answer to such a question",
        "two_golds" => "the question stands with two golds; one is wrong, so both rows are left out",
        "duplicate_question" => "the question stands twice with one gold; the first counts",
        "contaminated" => "the question stands in a benchmark",
        "filtered" => "a filter leaves the row out",
        _ => "",
    };
}
