namespace Intervene.Interventions.Alignment;

/// <summary>What a step may show of an error, by itself and beside the reference. Each is 0 or 1 but where a range is given.</summary>
internal enum StepSign
{
    /// <summary>It asserts an equation that is false.</summary>
    False,

    /// <summary>It is the first that does so.</summary>
    FirstFalse,

    /// <summary>It comes after that one.</summary>
    AfterFalse,

    /// <summary>
    /// It comes after the first step with a false equation, or with a calculation that neither stands in the reference, nor is part of it, nor leads
    /// there.
    /// </summary>
    AfterUnsupported,

    /// <summary>
    /// It comes after the first step with a calculation which, given another value of the reference, would make the attempt end in the gold answer.
    /// </summary>
    AfterRepair,

    /// <summary>It is the first whose calculation takes the numbers of one of the reference and does something else with them.</summary>
    OtherOperation,

    /// <summary>It brings in the number that the first unsupported calculation takes from nowhere.</summary>
    Origin,

    /// <summary>It is the first that writes a new number above 12, or a new fraction, that the reference does not write.</summary>
    FirstUnwritten,

    /// <summary>The share of its new numbers that the reference does not write, 0 to 1.</summary>
    UnwrittenShare,

    /// <summary>It comes after the first step in which the wrong final answer stands.</summary>
    AfterFinal,

    /// <summary>It works out the wrong final answer, and nothing before it is unsupported.</summary>
    FinalUnopposed,

    /// <summary>It comes before the last step whose calculations all agree with the reference.</summary>
    BeforeAgreement,

    /// <summary>It comes right after that one.</summary>
    AfterAgreement,

    /// <summary>It reaches an expression or a number that the reference writes and nobody wrote before.</summary>
    Reaches,

    /// <summary>It comes before the last step that reaches a number of the reference.</summary>
    BeforeReach,

    /// <summary>It argues: since, because, only, cannot, the same…; counted up to 4, halved.</summary>
    Argues,

    /// <summary>It assumes, interprets, or changes its mind.</summary>
    Assumes,

    /// <summary>It is the first that does so.</summary>
    FirstAssumes,

    /// <summary>The natural logarithm of its length beside the attempt's mean step.</summary>
    Length,

    /// <summary>It is the first step.</summary>
    First,

    /// <summary>It is the last step.</summary>
    Last,

    /// <summary>Its place, 0 for the first step to 1 for the last.</summary>
    Place,

    /// <summary>It mentions no number.</summary>
    Numberless,
}
