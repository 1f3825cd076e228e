namespace Intervene.Reports.Content;

/// <summary>Behind which of the page's own sections an added one stands.</summary>
public enum SectionPlace
{
    /// <summary>Behind what training bought.</summary>
    Results,

    /// <summary>Behind what the interventions are like.</summary>
    Interventions,

    /// <summary>Behind how reinforcement learning went.</summary>
    Training,
}
