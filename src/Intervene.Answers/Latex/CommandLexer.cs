namespace Intervene.Answers.Latex;

/// <summary>Cuts the commands of LaTeX into tokens, with the text that some of them hold.</summary>
internal sealed class CommandLexer(Scan scan)
{
    /// <summary>Takes the command that begins here.</summary>
    public void Read()
    {
        if (scan.At + 1 >= scan.Text.Length)
        {
            scan.At++;
            return;
        }

        var next = scan.Text[scan.At + 1];
        if (next == '\\')
        {
            Backslashes();
        }
        else if (!char.IsAsciiLetter(next))
        {
            scan.At += 2;
            Escaped(next);
        }
        else
        {
            var start = ++scan.At;
            while (scan.At < scan.Text.Length && char.IsAsciiLetter(scan.Text[scan.At]))
            {
                scan.At++;
            }

            var name = scan.Text[start..scan.At];
            var known = Words.GluedLength(name);
            scan.At = start + known;
            Named(name[..known]);
        }
    }

    private void Backslashes()
    {
        if (scan.Environments > 0)
        {
            scan.At += 2;
            Row();
        }
        else
        {
            scan.At += scan.At + 2 < scan.Text.Length && (char.IsAsciiLetter(scan.Text[scan.At + 2])
                || scan.Text[scan.At + 2] is '{' or '}' or '%' or '$' or '(' or ')' or '[' or ']') ? 1 : 2;
            scan.Space = true;
        }
    }

    private void Row()
    {
        Arguments.RowSpacing(scan.Text, ref scan.At);
        if (scan.Aligned && scan.Text.AsSpan(scan.At).TrimStart(" \n\t&").StartsWith("=", StringComparison.Ordinal))
        {
            scan.Space = true;
            return;
        }

        scan.Add(TokenKind.Row, "\\\\");
    }

    private void Escaped(char c)
    {
        switch (c)
        {
            case '{' or '}':
                scan.Lists += c == '{' ? 1 : scan.Lists > 0 ? -1 : 0;
                scan.Add(TokenKind.Command, c.ToString());
                break;
            case '|':
                scan.Add(TokenKind.Command, "Vert");
                break;
            case '%':
                scan.Add(TokenKind.Symbol, "%");
                break;
            case '$':
                scan.Add(TokenKind.Word, "dollars");
                break;
            case '#' or '&' or '_':
                scan.Add(TokenKind.Symbol, c.ToString());
                break;
            default:
                scan.Space = true;
                break;
        }
    }

    private void Named(string name)
    {
        if (name is "begin" or "end")
        {
            Environment(name == "begin");
        }
        else if (name is "left" or "right" or "mleft" or "mright" or "middle" && scan.At < scan.Text.Length && scan.Text[scan.At] == '.')
        {
            scan.At++;
        }
        else if (Appearance.Skip(name, scan.Text, ref scan.At))
        {
            scan.Space = true;
        }
        else if (Words.TextCommands.Contains(name))
        {
            Text(name);
        }
        else if (Words.Boxes.Contains(name))
        {
            scan.Space = true;
        }
        else if (name == "cr" && scan.Environments > 0)
        {
            Row();
        }
        else if (name == "char")
        {
            CharCode();
        }
        else if (Siunitx.Expanded(name, scan.Text, ref scan.At) is { } expanded)
        {
            Inner(expanded, false);
        }
        else if (Words.Sign(name) is { } sign)
        {
            scan.Add(sign.Kind, sign.Text);
        }
        else
        {
            Canonical(name);
        }
    }

    private void Canonical(string name)
    {
        var canonical = Words.Canonical(name);
        if (canonical == "not")
        {
            canonical = Denied();
        }

        scan.Lists += canonical is "{" or "(" or "[" or "langle" ? 1 : canonical is "}" or ")" or "]" or "rangle" && scan.Lists > 0 ? -1 : 0;
        var kind = canonical is "(" or ")" or "[" or "]" or "|" or ":" or "*" or "/" or "<" or ">" ? TokenKind.Symbol
            : canonical is "e" or "i" ? TokenKind.Letter : TokenKind.Command;
        scan.Add(kind, canonical);
    }

    /// <summary>The relation that a preceding <c>\not</c> denies.</summary>
    private string Denied()
    {
        var rest = scan.Text.AsSpan(scan.At).TrimStart();
        var (width, name) = rest.StartsWith("=", StringComparison.Ordinal) ? (1, "ne") : rest.StartsWith("\\in", StringComparison.Ordinal)
            ? (3, "notin") : (0, "not");
        scan.At = width == 0 ? scan.At : scan.Text.Length - rest.Length + width;
        return name;
    }

    private void Environment(bool begins)
    {
        var name = Arguments.Braced(scan.Text, ref scan.At)?.Trim() ?? throw new ParseException("an environment without a name");
        scan.Environments = Math.Max(0, scan.Environments + (begins ? 1 : -1));
        scan.Aligned = begins && name.TrimEnd('*') is "aligned" or "align" or "alignat" or "split" or "gathered" or "gather" or "equation"
            or "eqnarray";
        if (name is "array" or "tabular" && begins)
        {
            Arguments.Braced(scan.Text, ref scan.At);
        }

        scan.Add(begins ? TokenKind.Begin : TokenKind.EndEnvironment, name.TrimEnd('*'));
    }

    private void CharCode()
    {
        if (scan.At < scan.Text.Length && scan.Text[scan.At] == '"')
        {
            var start = ++scan.At;
            while (scan.At < scan.Text.Length && char.IsAsciiHexDigit(scan.Text[scan.At]) && scan.At - start < 6)
            {
                scan.At++;
            }

            scan.Add(TokenKind.Command, scan.Text[start..scan.At] is "000190" ? "epsilon" : "char" + scan.Text[start..scan.At]);
        }
    }

    private void Text(string command)
    {
        if (Arguments.Braced(scan.Text, ref scan.At) is not { } content)
        {
            return;
        }

        var bare = content.Trim().Trim('(', ')', '.', ',', ';', ':').Trim();
        if (bare.Length == 0)
        {
            scan.Space = true;
        }
        else if (bare.Length == 1 && scan.AfterNumber && !command.StartsWith("mathb", StringComparison.Ordinal) && Units.IsLetter(bare))
        {
            scan.Add(TokenKind.Word, bare);
        }
        else if (bare is "i" or "j" or "k" && command is "mathbf" && (scan.Text.Contains("\\mathbf{j}", StringComparison.Ordinal)
            || scan.Text.Contains("\\mathbf{k}", StringComparison.Ordinal)))
        {
            scan.Add(TokenKind.Letter, "vec " + bare);
        }
        else if (command.StartsWith("text", StringComparison.Ordinal) && scan.Tokens.Count > 0 && Joins.Of(bare, true, true) is { } join)
        {
            scan.Add(TokenKind.Command, join);
        }
        else if (bare.Length == 1 && Scan.IsVariable(bare[0]))
        {
            scan.Add(TokenKind.Letter, bare);
        }
        else if (scan.Environments > 0 && bare is "if" or "for" or "when" or "where" or "If" or "For" or "When")
        {
            scan.Space = true;
        }
        else if (bare is "and" or "or")
        {
            scan.Add(TokenKind.Command, bare);
        }
        else if (bare is "min" or "in" && (scan.AfterNumber || scan.Tokens.Count > 0 && scan.Tokens[^1].Is("}")))
        {
            scan.Add(TokenKind.Word, bare);
        }
        else if (bare.Length is > 2 and < 24 && (bare.Contains(',') || bare.Contains(" and ", StringComparison.Ordinal))
            && bare.Split([",", " ", "and", "&"], StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } items
            && Array.TrueForAll(items, static i => i.Length == 1 && char.IsAsciiLetterUpper(i[0])))
        {
            Inner(content, false);
        }
        else if (Words.PlainCommands.Contains(bare) || Words.Functions.Contains(bare))
        {
            scan.Add(TokenKind.Command, Words.Canonical(bare));
        }
        else if (bare.AsSpan().ContainsAny("0123456789\\=+<>$") || command.StartsWith("math", StringComparison.Ordinal)
            && bare.AsSpan().ContainsAny("^_{}"))
        {
            Inner(content, command.StartsWith("text", StringComparison.Ordinal) || command is "mbox" or "hbox");
        }
        else
        {
            scan.Add(TokenKind.Word, content.Trim());
        }
    }

    private void Inner(string content, bool prose)
    {
        Scan inner = new(content, scan.Nested + 1, prose);
        new Lexer(inner).All();
        scan.Tokens.AddRange(inner.Tokens);
    }
}
