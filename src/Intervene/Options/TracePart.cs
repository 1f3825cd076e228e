namespace Intervene.Options;

/// <summary>A part of a trace that reasons between tags before it answers.</summary>
public enum TracePart
{
    /// <summary>What stands between <c>&lt;think&gt;</c> and its end.</summary>
    Think,

    /// <summary>What stands after the reasoning's end.</summary>
    Summary,
}
