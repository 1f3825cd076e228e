namespace Intervene.Pipeline.Stages;

/// <summary>Where a stage stands before a command.</summary>
public enum StageStatus
{
    /// <summary>Finished, with these options and inputs.</summary>
    Done,

    /// <summary>Finished with other options or inputs, or reads what will be made anew.</summary>
    Stale,

    /// <summary>Its artifacts are not as it left them.</summary>
    Damaged,

    /// <summary>Begun with these options and inputs: goes on where it stopped.</summary>
    Begun,

    /// <summary>Not begun.</summary>
    ToDo,

    /// <summary>Left out: the arm has nothing to train on.</summary>
    LeftOut,
}
