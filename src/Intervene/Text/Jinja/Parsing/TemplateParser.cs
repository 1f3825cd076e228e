using System.Runtime.CompilerServices;
using Intervene.Text.Jinja.Lexing;
using Intervene.Text.Jinja.Nodes;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Parsing;

/// <summary>Parses the segments of a template into statements.</summary>
internal sealed class TemplateParser(IReadOnlyList<Segment> segments)
{
    private const int DeepestNesting = 200;
    private int _next;
    private int _loops;
    private int _depth;
    private bool _conditional;
    private readonly HashSet<string> _blocks = new(StringComparer.Ordinal);

    /// <exception cref="JinjaException">The template is not well formed, or uses a statement that does not exist here.</exception>
    public static IReadOnlyList<Statement> Parse(string source)
    {
        var parser = new TemplateParser(TemplateLexer.Lex(source));
        return parser.Body(null, out _);
    }

    /// <summary>Statements up to a tag with one of the given names, whose reader stands after the name.</summary>
    private List<Statement> Body(Segment? opening, out TokenReader end, params string[] ends)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_depth > DeepestNesting)
        {
            throw JinjaException.Limit($"tags are nested more than {DeepestNesting} deep");
        }

        List<Statement> body = [];
        while (_next < segments.Count)
        {
            var segment = segments[_next++];
            var reader = new TokenReader(segment) { IsConditional = _conditional };
            if (segment.Kind == SegmentKind.Block && ends.Contains(reader.Current.Text) && reader.Current.Kind == TokenKind.Name)
            {
                reader.Take();
                _depth--;
                end = reader;
                return body;
            }

            body.Add(One(segment, reader));
        }

        if (opening is not null)
        {
            var expected = string.Join(" or ", ends.Select(name => $"'{name}'"));
            throw JinjaException.Syntax($"Unexpected end of template, expected {expected}", opening.Line, opening.Source);
        }

        end = new(new(SegmentKind.Block, "", 0, []));
        return body;
    }

    private Statement One(Segment segment, TokenReader reader)
    {
        switch (segment.Kind)
        {
            case SegmentKind.Data:
                return new Data(segment.Source) { Line = segment.Line, Source = "text" };
            case SegmentKind.Output:
                var output = new Output(new ExpressionParser(reader).ParseTuple()) { Line = segment.Line, Source = segment.Source };
                reader.End();
                return output;
            default:
                return Block(segment, reader);
        }
    }

    private Statement Block(Segment segment, TokenReader reader)
    {
        var expressions = new ExpressionParser(reader);
        var (line, source) = (segment.Line, segment.Source);
        switch (reader.Name())
        {
            case "if":
                return new If(Branches(segment, reader, expressions)) { Line = line, Source = source };
            case "for":
                return Loop(segment, reader, expressions);
            case "set":
                return SetOf(segment, reader, expressions);
            case "macro":
                var name = reader.Name();
                return new Macro(name, MacroOf(segment, reader, expressions, "endmacro")) { Line = line, Source = source };
            case "call":
                return CallOf(segment, reader, expressions);
            case "filter":
                var input = new Placeholder();
                var filtered = expressions.ParseFilters(input, first: true);
                reader.End();
                input.Target = new Captured(Closed(segment, "endfilter"));
                return new Output(filtered) { Line = line, Source = source };
            case "with":
                return WithOf(segment, reader, expressions);
            case "generation":
                reader.End();
                return new With([], Closed(segment, "endgeneration", inLoop: false)) { Line = line, Source = source };
            case "block":
                return BlockOf(segment, reader);
            case "autoescape" when reader.TryName("false") || reader.TryName("False"):
                reader.End();
                return new With([], Closed(segment, "endautoescape")) { Line = line, Source = source };
            case "break" when _loops > 0:
                reader.End();
                return new LoopControl(Flow.Break) { Line = line, Source = source };
            case "continue" when _loops > 0:
                reader.End();
                return new LoopControl(Flow.Continue) { Line = line, Source = source };
            case var other:
                throw JinjaException.Syntax($"Encountered unknown tag '{other}'.", line, source);
        }
    }

    /// <summary>The body of a tag that is no condition.</summary>
    private List<Statement> Closed(Segment segment, string end, bool inLoop = true)
    {
        var (outer, loops) = (_conditional, _loops);
        _conditional = false;
        _loops = inLoop ? loops : 0;
        var body = Body(segment, out var closing, end);
        closing.End();
        (_conditional, _loops) = (outer, loops);
        return body;
    }

    private List<(Expression? Condition, IReadOnlyList<Statement> Body)> Branches(Segment segment, TokenReader reader, ExpressionParser expressions)
    {
        List<(Expression?, IReadOnlyList<Statement>)> branches = [];
        var outer = _conditional;
        reader.IsConditional = _conditional = true;
        var condition = expressions.ParseTuple(conditional: false);
        while (true)
        {
            reader.End();
            var body = Body(segment, out reader, condition is null ? ["endif"] : ["elif", "else", "endif"]);
            branches.Add((condition, body));
            switch (reader.Segment.Tokens[0].Text)
            {
                case "endif":
                    reader.End();
                    _conditional = outer;
                    return branches;
                case "else":
                    condition = null;
                    break;
                default:
                    condition = new ExpressionParser(reader).ParseTuple(conditional: false);
                    break;
            }
        }
    }

    private For Loop(Segment segment, TokenReader reader, ExpressionParser expressions)
    {
        var target = expressions.ParseTarget();
        if (!reader.TryName("in"))
        {
            throw reader.Fault($"expected 'in', got {reader.Current}");
        }

        var iterable = expressions.ParseTuple(conditional: false);
        var condition = reader.TryName("if") ? expressions.Parse() : null;
        var recursive = reader.TryName("recursive");
        reader.End();
        if (target is Variable { Name: "loop" })
        {
            throw new JinjaException("TemplateAssertionError", "Can't assign to special loop variable in for-loop target")
            {
                Line = segment.Line,
                Construct = segment.Source,
            };
        }

        var outer = _conditional;
        _conditional = false;
        _loops++;
        var body = Body(segment, out var closing, "else", "endfor");
        _loops--;
        _conditional = outer;
        closing.End();
        var otherwise = closing.Segment.Tokens[0].Text == "else" ? Closed(segment, "endfor") : [];
        return new(target, iterable, condition, recursive, body, otherwise) { Line = segment.Line, Source = segment.Source };
    }

    private Set SetOf(Segment segment, TokenReader reader, ExpressionParser expressions)
    {
        var target = expressions.ParseTarget(allowMember: true);
        Expression value;
        if (reader.TryOperator("="))
        {
            value = expressions.ParseTuple();
            reader.End();
        }
        else
        {
            var input = new Placeholder();
            value = expressions.ParseFilters(input, first: false);
            reader.End();
            input.Target = new Captured(Closed(segment, "endset"));
        }

        return new(target, value) { Line = segment.Line, Source = segment.Source };
    }

    private MacroBody MacroOf(Segment segment, TokenReader reader, ExpressionParser expressions, string end)
    {
        List<(string, Expression?)> parameters = [];
        reader.Operator("(");
        while (!reader.TryOperator(")"))
        {
            if (parameters.Count > 0)
            {
                reader.Operator(",");
            }

            var name = reader.Name();
            var fallback = reader.TryOperator("=") ? expressions.Parse() : null;
            if (fallback is null && parameters.Count > 0 && parameters[^1].Item2 is not null)
            {
                throw reader.Fault("non-default argument follows default argument");
            }

            parameters.Add((name, fallback));
        }

        reader.End();
        var first = _next;
        var body = Closed(segment, end, inLoop: false);
        return Macro(segment, parameters, body, first);
    }

    private CallBlock CallOf(Segment segment, TokenReader reader, ExpressionParser expressions)
    {
        List<(string, Expression?)> parameters = [];
        if (reader.TryOperator("("))
        {
            while (!reader.TryOperator(")"))
            {
                if (parameters.Count > 0)
                {
                    reader.Operator(",");
                }

                parameters.Add((reader.Name(), reader.TryOperator("=") ? expressions.Parse() : null));
            }
        }

        var target = expressions.Parse() as Call ?? throw reader.Fault("expected call");
        reader.End();
        var first = _next;
        var body = Closed(segment, "endcall", inLoop: false);
        return new(target, Macro(segment, parameters, body, first)) { Line = segment.Line, Source = segment.Source };
    }

    private MacroBody Macro(Segment segment, List<(string Name, Expression? Default)> parameters, List<Statement> body, int first) =>
        parameters.Any(parameter => parameter is ("caller", null))
            ? throw new JinjaException("TemplateAssertionError",
                "When defining macros or call blocks the special \"caller\" argument must be omitted or be given a default.")
            {
                Line = segment.Line,
                Construct = segment.Source,
            }
            : new(parameters, body, Names(first, "varargs"), Names(first, "kwargs"), Names(first, "caller"));

    /// <summary>Whether a name stands in the segments since one of them.</summary>
    private bool Names(int first, string name) =>
        segments.Skip(first).Take(_next - first).Any(segment => segment.Tokens.Any(token => token.IsName(name)));

    private Block BlockOf(Segment segment, TokenReader reader)
    {
        var name = reader.Name();
        var scoped = reader.TryName("scoped");
        reader.End();
        if (!_blocks.Add(name))
        {
            throw new JinjaException("TemplateAssertionError", $"block '{name}' defined twice") { Line = segment.Line, Construct = segment.Source };
        }

        var (outer, loops) = (_conditional, _loops);
        (_conditional, _loops) = (false, 0);
        var body = Body(segment, out var closing, "endblock");
        closing.TryName(name);
        closing.End();
        (_conditional, _loops) = (outer, loops);
        return new(body, scoped) { Line = segment.Line, Source = segment.Source };
    }

    private With WithOf(Segment segment, TokenReader reader, ExpressionParser expressions)
    {
        List<(Expression, Expression)> assignments = [];
        while (reader.Current.Kind != TokenKind.End)
        {
            if (assignments.Count > 0)
            {
                reader.Operator(",");
            }

            var target = new Variable(reader.Name());
            reader.Operator("=");
            assignments.Add((target, expressions.Parse()));
        }

        reader.End();
        return new(assignments, Closed(segment, "endwith")) { Line = segment.Line, Source = segment.Source };
    }
}
