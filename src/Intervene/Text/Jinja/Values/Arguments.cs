namespace Intervene.Text.Jinja.Values;

/// <summary>The arguments of a call, and the render that it belongs to.</summary>
internal sealed record Arguments(RenderState State, IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named)
{
    private static readonly Dictionary<string, object?> None = [];

    /// <summary>Positional arguments alone.</summary>
    public static Arguments Of(RenderState state, params object?[] positional) => new(state, positional, None);

    /// <summary>
    /// The values of the parameters in order; a parameter is <c>name</c> (required) or <c>name=</c> (null of C#'s <see cref="Missing"/> when absent).
    /// </summary>
    /// <exception cref="JinjaException">One is missing, given twice, or not a parameter.</exception>
    public object?[] Bind(string function, params string[] parameters)
    {
        if (Positional.Count > parameters.Length)
        {
            throw JinjaException.Type($"{function}() takes at most {parameters.Length} argument(s) but {Positional.Count} were given");
        }

        var values = new object?[parameters.Length];
        var used = 0;
        for (var i = 0; i < parameters.Length; i++)
        {
            var name = parameters[i].TrimEnd('=');
            if (Named.TryGetValue(name, out var named))
            {
                used++;
                values[i] = i < Positional.Count ? throw JinjaException.Type($"{function}() got multiple values for argument '{name}'") : named;
            }
            else if (i < Positional.Count)
            {
                values[i] = Positional[i];
            }
            else
            {
                values[i] = parameters[i].EndsWith('=') ? Missing : throw JinjaException.Type($"{function}() missing required argument: '{name}'");
            }
        }

        if (used < Named.Count)
        {
            var unknown = Named.Keys.First(key => !parameters.Contains(key) && !parameters.Contains(key + "="));
            throw JinjaException.Type($"{function}() got an unexpected keyword argument '{unknown}'");
        }

        return values;
    }

    /// <summary>The same for a function of Python whose parameters have no names for its callers.</summary>
    /// <exception cref="JinjaException">One is missing, or named.</exception>
    public object?[] BindPositional(string function, params string[] parameters) =>
        Named.Count == 0 ? Bind(function, parameters) : throw JinjaException.Type($"{function}() takes no keyword arguments");

    /// <summary>Stands for an argument that was not given.</summary>
    public static object Missing { get; } = new();

    /// <summary>The value, or a default when it was not given.</summary>
    public static object? Or(object? value, object? missing) => ReferenceEquals(value, Missing) ? missing : value;
}
