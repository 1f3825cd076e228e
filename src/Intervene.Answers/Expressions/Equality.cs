namespace Intervene.Answers.Expressions;

/// <summary>What is known about two expressions.</summary>
public enum Equality
{
    /// <summary>They have the same value wherever both have one.</summary>
    Equal,

    /// <summary>A difference is proven.</summary>
    Different,

    /// <summary>Neither is shown: no common domain, a form out of reach, or no fuel left.</summary>
    Unknown,
}
