namespace Intervene.Torch.Engine;

/// <summary>What a request asks of each token beside the token itself.</summary>
public sealed record TokenOptions
{
    /// <summary>How many of the most probable tokens come with each; of equally probable ones those of smaller id.</summary>
    public int Alternatives { get; init; }

    /// <summary>What is added to tokens' logits before all else, by their ids; log-probs are those of the sums.</summary>
    public IReadOnlyDictionary<int, float> Bias { get; init; } = new Dictionary<int, float>();

    /// <summary>Whether nothing is asked for.</summary>
    public bool IsEmpty => Alternatives == 0 && Bias.Count == 0;

    /// <summary>Refuses what a model cannot give.</summary>
    /// <param name="vocabulary">The model's tokens are 0 … this − 1.</param>
    /// <exception cref="InterveneException">A number is out of range, or a biased token is not in the vocabulary.</exception>
    public void Require(int vocabulary)
    {
        if (Alternatives < 0 || Alternatives > vocabulary)
        {
            throw new InterveneException($"{Alternatives} alternatives of each token are asked for; expected 0 to {vocabulary}, the model's tokens.");
        }

        foreach (var (token, bias) in Bias)
        {
            if (token < 0 || token >= vocabulary || !float.IsFinite(bias))
            {
                throw new InterveneException(FormattableString.Invariant(
                    $"The bias of token {token} is {bias}; expected a finite number for tokens from 0 to {vocabulary - 1}, the model's."));
            }
        }
    }
}
