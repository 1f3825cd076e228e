namespace Intervene.Options;

/// <summary>What a list in the answer column means. A list of one is that one, under every rule.</summary>
public enum AnswerList
{
    /// <summary>Values that are equal are one answer; a list of different ones is left out, since it may mean either.</summary>
    Auto,

    /// <summary>Each value is a right answer by itself.</summary>
    Any,

    /// <summary>The values together are the answer, in any order.</summary>
    All,

    /// <summary>The first value is the answer.</summary>
    First,
}
