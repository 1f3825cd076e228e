using Intervene.Cli.Output;

namespace Intervene.Cli.Tests.Hardening;

/// <summary>What no terminal may obey is shown.</summary>
public class TerminalTextTests
{
    [Theory]
    [InlineData("plain, ünïcode, 漢字, 👍🏽, a\tb\nc", "plain, ünïcode, 漢字, 👍🏽, a\tb\nc")]
    [InlineData("\u001b[31mred\u001b[0m", "\\u{1B}[31mred\\u{1B}[0m")]
    [InlineData("\u001b]0;title\u0007", "\\u{1B}]0;title\\u{7}")]
    [InlineData("\u009b2J\u007f\0", "\\u{9B}2J\\u{7F}\\u{0}")]
    [InlineData("abc\rxyz\r\nend", "abc\\u{D}xyz\nend")]
    [InlineData("a\u202eb\u2066c\u2028d\ufeff", "a\\u{202E}b\\u{2066}c\\u{2028}d\\u{FEFF}")]
    [InlineData("\U000e0041", "\\u{E0041}")]
    public void Controls_and_marks_of_direction_are_visible_and_all_else_is_as_it_was(string text, string shown)
    {
        Assert.Equal(shown, TerminalText.Harmless(text));
        using var written = new StringWriter();
        using var guarded = new HarmlessWriter(written);
        foreach (var c in text.Replace("\r\n", "\n", StringComparison.Ordinal))
        {
            guarded.Write(c); // a pair of surrogates comes in two pieces
        }

        Assert.Equal(shown, written.ToString());
    }

    [Fact]
    public void Half_a_surrogate_pair_is_visible() => Assert.Equal("a\\u{D83D}b\\u{DC00}", TerminalText.Harmless("a\ud83db\udc00"));

    [Fact]
    public void Every_character_of_the_basic_plane_is_kept_or_shown_by_its_code()
    {
        for (var code = 0; code <= 0xFFFF; code++)
        {
            var shown = TerminalText.Harmless(((char)code).ToString());
            Assert.True(shown == ((char)code).ToString() ? !char.IsControl((char)code) || code is '\n' or '\t' : shown == $"\\u{{{code:X}}}",
                $"{code:X}: {shown}");
        }
    }
}
