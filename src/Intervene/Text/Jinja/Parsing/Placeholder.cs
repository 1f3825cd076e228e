using Intervene.Text.Jinja.Nodes;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Parsing;

/// <summary>The input of filters that stand before the body they work on.</summary>
internal sealed record Placeholder : Expression
{
    /// <summary>The body, once it is parsed.</summary>
    public Expression? Target { get; set; }

    protected override object? Value(Scope scope) => Target!.Evaluate(scope);
}
