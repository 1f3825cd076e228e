using Intervene.Text.Jinja.Functions;
using Intervene.Text.Jinja.Nodes;
using Intervene.Text.Jinja.Parsing;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja;

/// <summary>A parsed template. Rendering it can do nothing but make text.</summary>
internal sealed class JinjaTemplate
{
    private readonly IReadOnlyList<Statement> _body;

    private JinjaTemplate(IReadOnlyList<Statement> body) => _body = body;

    /// <exception cref="JinjaException">The template is not well formed.</exception>
    public static JinjaTemplate Parse(string source)
    {
        try
        {
            return new(TemplateParser.Parse(source));
        }
        catch (InsufficientExecutionStackException)
        {
            throw JinjaException.Limit("the template is nested too deeply");
        }
    }

    /// <exception cref="JinjaException">The template fails on these values, or takes more than the limits.</exception>
    public string Render(IEnumerable<KeyValuePair<string, object?>> variables, Func<DateTimeOffset> now, RenderLimits limits)
    {
        var scope = new Scope(new(limits, now), parent: null);
        Globals.Define(scope);
        foreach (var (name, value) in variables)
        {
            scope.Set(name, value);
        }

        try
        {
            scope.State.Use(() => Statement.ExecuteAll(_body, scope.Inner()));
            return scope.State.Output.ToString();
        }
        catch (InsufficientExecutionStackException)
        {
            throw JinjaException.Limit("the template or its values are nested too deeply");
        }
    }
}
