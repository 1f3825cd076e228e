namespace Intervene.Reports.Content;

/// <summary>What the base model thinks of the texts of a source: the mean negative log-likelihood of a token (paper, Figure 11a).</summary>
/// <param name="Source">What the texts are, e.g. <c>reference solutions</c>.</param>
/// <param name="Texts">How many were scored.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="Nll">Nats a token, with its interval over problems.</param>
public sealed record SourceLikelihood(string Source, int Texts, long Tokens, Estimate Nll);
