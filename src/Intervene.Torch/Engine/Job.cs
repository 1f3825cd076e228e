using Intervene.Completions;

namespace Intervene.Torch.Engine;

/// <summary>A request that the engine works on: its samples, and the prompt's keys and values that they share.</summary>
internal sealed class Job
{
    private int _left;

    /// <summary>Makes the samples of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">Names it in messages, e.g. <c>request 3 of 8</c>.</param>
    /// <param name="cancellation">Ends it between two tokens.</param>
    public Job(CompletionRequest request, string name, CancellationToken cancellation)
    {
        (Request, Name, Cancellation, _left) = (request, name, cancellation, request.SampleCount);
        StopTexts = request.Sampling.Stop.Count > 0 ? new StopTexts(request.Sampling.Stop) : null;
        Samples = [.. Enumerable.Range(0, request.SampleCount).Select(index => new Sample(this, index))];
    }

    /// <summary>The request.</summary>
    public CompletionRequest Request { get; }

    /// <summary>Names it in messages.</summary>
    public string Name { get; }

    /// <summary>Ends it between two tokens.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Looks for its stop texts, where it has any.</summary>
    public StopTexts? StopTexts { get; }

    /// <summary>What it asks of each token beside the token; null for nothing.</summary>
    public TokenOptions? Options { get; init; }

    /// <summary>Its samples.</summary>
    public Sample[] Samples { get; }

    /// <summary>Called with every token.</summary>
    public Action<SampledToken>? OnToken { get; init; }

    /// <summary>Called with every completion.</summary>
    public Action<Completion>? OnCompletion { get; init; }

    /// <summary>Called once after all else: with a fault, or null where all completions have come.</summary>
    public required Action<Exception?> OnEnd { get; init; }

    /// <summary>Its place in the order of all requests.</summary>
    public long Ticket { get; set; }

    /// <summary>The prompt's keys and values.</summary>
    public BlockTable Prompt { get; } = new();

    /// <summary>How many of its samples have a row.</summary>
    public int Rows { get; set; }

    /// <summary>Whether the first token of every sample is there, which all come of the prompt's one pass.</summary>
    public bool Begun => Samples[0].Length > 0;

    /// <summary>Whether all its samples have ended, or it failed.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether the prompt's keys and values are there.</summary>
    public bool Ready => Prompt.Filled == Request.PromptIds.Length;

    /// <summary>Positions that its longest completion may have.</summary>
    /// <param name="context">The model's context.</param>
    public int MostTokens(int context) => Math.Min(Request.Sampling.MaxTokens, context - Request.PromptIds.Length);

    /// <summary>Gives a sample a token, unless the request is over.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="drawn">The token.</param>
    /// <param name="finish">Why the sample ends with it, or null.</param>
    public void Take(Sample sample, DrawnToken drawn, FinishReason? finish)
    {
        if (IsOver)
        {
            return;
        }

        sample.Add(drawn.Token, drawn.LogProb, finish);
        OnToken?.Invoke(new SampledToken(sample.Number, drawn.Token, drawn.LogProb, finish) { Alternatives = drawn.Alternatives ?? [] });
        if (finish is null)
        {
            return;
        }

        OnCompletion?.Invoke(sample.ToCompletion());
        if (--_left == 0)
        {
            End(null);
        }
    }

    /// <summary>Ends the request.</summary>
    /// <param name="fault">Why, or null where all completions have come.</param>
    public void End(Exception? fault)
    {
        IsOver = true;
        OnEnd(fault);
    }
}
