using Intervene.Completions;

namespace Intervene.Torch.Generation;

/// <summary>A completion in the making.</summary>
internal sealed class RunningSample(int request, int index, int slot)
{
    private readonly List<int> _tokens = [];
    private readonly List<float> _logProbs = [];

    /// <summary>The request's position in the list.</summary>
    public int Request { get; } = request;

    /// <summary>The sample's index within the request, 0-based.</summary>
    public int Index { get; } = index;

    /// <summary>The slot of its keys and values.</summary>
    public int Slot { get; } = slot;

    /// <summary>Tokens so far.</summary>
    public int Length => _tokens.Count;

    /// <summary>The last token.</summary>
    public int LastToken => _tokens[^1];

    /// <summary>The last bytes of its text, for stop texts.</summary>
    public List<byte> Tail { get; } = [];

    /// <summary>Why it has ended, or null while it goes on.</summary>
    public FinishReason? Finish { get; private set; }

    /// <summary>Takes a sampled token.</summary>
    public void Add(int token, float logProb, FinishReason? finish)
    {
        _tokens.Add(token);
        _logProbs.Add(logProb);
        Finish = finish;
    }

    /// <summary>The ended completion.</summary>
    public Completion ToCompletion(int firstSample) => new()
    {
        Sample = firstSample + Index,
        TokenIds = [.. _tokens],
        SamplerLogProbs = [.. _logProbs],
        FinishReason = Finish!.Value,
    };
}
