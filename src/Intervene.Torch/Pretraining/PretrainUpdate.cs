namespace Intervene.Torch.Pretraining;

/// <summary>What one pre-training update did.</summary>
/// <param name="Update">The update's number, 1-based.</param>
/// <param name="Loss">Mean cross-entropy of the supervised tokens in nats.</param>
/// <param name="GradNorm">The gradient's norm before clipping.</param>
/// <param name="LearningRate">The learning rate used.</param>
/// <param name="Tokens">Tokens in the batch.</param>
public sealed record PretrainUpdate(int Update, double Loss, double GradNorm, double LearningRate, int Tokens);
