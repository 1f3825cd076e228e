using Intervene.Completions;
using Intervene.Models;

namespace Intervene.Torch.Engine;

/// <summary>Refuses requests that a model cannot take.</summary>
internal static class RequestCheck
{
    /// <summary>Checks requests.</summary>
    /// <exception cref="InterveneException">
    /// A prompt is empty, leaves no room in the context or has a token outside the vocabulary; or nothing is asked for.
    /// </exception>
    public static void Require(IReadOnlyList<CompletionRequest> requests, ModelConfig config, bool hasTokenBytes)
    {
        for (var i = 0; i < requests.Count; i++)
        {
            var request = requests[i];
            var prompt = request.PromptIds;
            if (prompt.Length == 0 || prompt.Length >= config.ContextLength)
            {
                throw new InterveneException(
                    $"Prompt {i + 1} of {requests.Count}{Of(request)} has {prompt.Length} tokens; expected 1 to {config.ContextLength - 1}, "
                    + "the model's context less one. Shorten it or use a model with a longer context.");
            }

            if (Array.FindIndex(prompt, id => id < 0 || id >= config.VocabularySize) is >= 0 and var at)
            {
                throw new InterveneException(
                    $"Prompt {i + 1} of {requests.Count}{Of(request)} has the token {prompt[at]}; expected 0 to {config.VocabularySize - 1}, "
                    + "the model's vocabulary. The tokenizer does not fit the model.");
            }

            if (request.SampleCount < 1 || request.Sampling.MaxTokens < 1)
            {
                throw new InterveneException(
                    $"Request {i + 1} of {requests.Count}{Of(request)} asks for {request.SampleCount} samples of at most {request.Sampling.MaxTokens} tokens; "
                    + "expected at least 1 of each.");
            }

            if (request.Sampling.Stop.Count > 0 && !hasTokenBytes)
            {
                throw new InterveneException("A stop text needs the bytes of tokens: give the engine TokenBytes.");
            }
        }
    }

    private static string Of(CompletionRequest request) => request.Name is { } name ? $", of {name}," : "";
}
