using Microsoft.Extensions.AI;

namespace Intervene.Remote.Chat;

/// <summary>Options of a request that is one of several equal ones: the sample's index keeps their replies apart in the cache.</summary>
public sealed class SampledChatOptions : ChatOptions
{
    /// <summary>The sample's index, 0-based.</summary>
    public int Sample { get; set; }

    /// <inheritdoc/>
    public override ChatOptions Clone() => new SampledChatOptions(this);

    /// <summary>Makes options.</summary>
    public SampledChatOptions()
    {
    }

    private SampledChatOptions(SampledChatOptions other)
        : base(other) => Sample = other.Sample;
}
