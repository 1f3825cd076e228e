using Intervene.Completions;

namespace Intervene.Torch.Engine;

/// <summary>A completion in the making.</summary>
/// <param name="job">The request that it is of.</param>
/// <param name="index">The sample's index within the request, 0-based.</param>
internal sealed class Sample(Job job, int index)
{
    private readonly List<int> _tokens = [];
    private readonly List<float> _logProbs = [];

    /// <summary>The request.</summary>
    public Job Job => job;

    /// <summary>The sample's index within its request.</summary>
    public int Index => index;

    /// <summary>The sample's index within its problem and stage.</summary>
    public int Number => job.Request.FirstSample + index;

    /// <summary>Its own keys and values.</summary>
    public BlockTable Own { get; } = new();

    /// <summary>Tokens so far.</summary>
    public int Length => _tokens.Count;

    /// <summary>A token.</summary>
    public int this[int position] => _tokens[position];

    /// <summary>The last bytes of its text, for stop texts.</summary>
    public List<byte> Tail { get; } = [];

    /// <summary>Why it has ended, or null while it goes on.</summary>
    public FinishReason? Finish { get; private set; }

    /// <summary>Whether all keys and values before its last token's are there.</summary>
    public bool Ready => job.Ready && Length > 0 && Own.Filled == Length - 1;

    /// <summary>The order of samples: those of earlier requests first.</summary>
    public static Comparer<Sample> Order { get; } = Comparer<Sample>.Create((a, b) => (a.Job.Ticket, a.Index).CompareTo((b.Job.Ticket, b.Index)));

    /// <summary>The number that its next token is drawn with.</summary>
    public Draw NextDraw(int row) => new(row, job.Request.Sampling, job.Request.Key.Uniform(Number, Length), job.Options);

    /// <summary>Takes a sampled token.</summary>
    public void Add(int token, float logProb, FinishReason? finish)
    {
        _tokens.Add(token);
        _logProbs.Add(logProb);
        Finish = finish;
    }

    /// <summary>The ended completion.</summary>
    public Completion ToCompletion() => new()
    {
        Sample = Number,
        TokenIds = [.. _tokens],
        SamplerLogProbs = [.. _logProbs],
        FinishReason = Finish!.Value,
    };
}
