namespace Intervene.Text.Jinja.Values;

/// <summary>Variables of one block; reading looks outwards, writing stays here.</summary>
internal sealed class Scope(RenderState state, Scope? parent)
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);

    public RenderState State { get; } = state;

    public void Set(string name, object? value) => _variables[name] = value;

    public object? Get(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._variables.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return Undefined.Name(name);
    }

    private Scope? Parent { get; } = parent;

    /// <summary>The scope of the template's own variables, which lies in that of the given ones.</summary>
    public Scope Top => Parent?.Parent is null ? this : Parent.Top;

    public Scope Inner() => new(State, this);
}
