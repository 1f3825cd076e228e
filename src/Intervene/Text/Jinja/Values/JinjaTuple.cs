namespace Intervene.Text.Jinja.Values;

/// <summary>A Python tuple.</summary>
internal sealed record JinjaTuple(IReadOnlyList<object?> Items);
