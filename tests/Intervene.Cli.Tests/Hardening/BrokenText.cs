using System.Text;

namespace Intervene.Cli.Tests.Hardening;

/// <summary>A corpus of contents that no file of the program's should have, made here: each is a kind of damage, with a name.</summary>
internal static class BrokenText
{
    private const int Deep = 100_000;

    /// <summary>Contents of any text file.</summary>
    public static IReadOnlyList<(string Kind, byte[] Bytes)> Any { get; } =
    [
        ("empty", []),
        ("blank", Utf8("\n\n  \n")),
        ("NULs", new byte[4096]),
        ("a NUL within", Utf8("{\"a\": \"x\0y\"}\n")),
        ("no UTF-8", [0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xC3, 0x28, 0x22, 0x7D, 0x0A]),
        ("half a character at the end", [0x22, 0xE2, 0x82]),
        ("UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"a\": 1}\n")]),
        ("a byte order mark", [0xEF, 0xBB, 0xBF, .. Utf8("{}\n")]),
        ("a forgotten brace", Utf8("seed: 1\nmine: { attempts: 2\nrl: { steps: 3 }\n")),
        ("a forgotten bracket", Utf8("arms: [ { name: a }\nseed: 1\n")),
        ("a forgotten quote", Utf8("{\"a\": \"b\n")),
        ("torn JSON", Utf8("{\"question\": \"2+2\", \"ans")),
        ("a member twice", Utf8("{\"a\": 1, \"a\": 2}\n")),
        ("a key twice", Utf8("seed: 1\nseed: 2\n")),
        ("half a surrogate pair", Utf8("{\"text\": \"\\ud83d\", \"gold\": \"\\udc00\", \"\\ud83d\": 1}\n")),
        ("deep brackets", Utf8(new string('[', Deep))),
        ("deep braces", Utf8(string.Concat(Enumerable.Repeat("{\"a\":", Deep)))),
        ("deep dashes", Utf8(string.Concat(Enumerable.Repeat("- ", Deep)))),
        ("an alias of itself", Utf8("a: &a [*a]\n")),
        ("an alias of nothing", Utf8("a: *b\n")),
        ("aliases that unfold", Utf8("a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 20).Select(i =>
            $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(", ", Enumerable.Repeat($"*{(char)('a' + i - 1)}", 9))}]\n")))),
        ("a tag", Utf8("seed: !!binary aGk=\nmodel: !System.Object x\n")),
        ("tabs", Utf8("mine:\n\tattempts: 2\n")),
        ("a list", Utf8("[1, 2, 3]\n")),
        ("a text", Utf8("\"text\"\n")),
        ("null", Utf8("null\n")),
        ("a number without end", Utf8("{\"n\": 1e999999999, \"ids\": [99999999999999999999]}\n")),
        ("unknown keys", Utf8(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"key{i}: 1\n")))),
        ("a table as a key", Utf8("? {a: b}\n: c\n")),
        ("escape sequences", Utf8("\u001b]0;title\u0007\u001b[2J\u009b31m\u202e: \u001b[31mred\n")),
        ("lines that end as on Windows", Utf8("{\"a\": 1}\r\n\r\n{\"b\": 2}\r\n")),
        ("a mark before every line", Utf8("\uFEFF{}\n\uFEFF{}\n")),
        ("a long line", Utf8("{\"a\": \"" + new string('x', 8 << 20) + "\"}\n")),
        ("a long line without end", Utf8(new string('[', 1 << 16) + new string(' ', 8 << 20))),
        ("a later format", Utf8("{\"format_version\": 99}\n")),
        ("a format that is no number", Utf8("{\"format_version\": \"2\"}\n")),
        ("a format twice", Utf8("{\"format_version\": 1, \"format_version\": 2}\n")),
        ("an anchor without use", Utf8("seed: &a 1\nmodel: &a x\n")),
        ("a merge", Utf8("a: &a { b: 1 }\nmine:\n  <<: *a\n")),
        ("a directive", Utf8("%YAML 9.9\n---\nseed: 1\n")),
        ("two documents", Utf8("seed: 1\n---\nseed: 2\n")),
        ("a block without end", Utf8("model: |99\n  x\n")),
        ("random bytes", Random(4096)),
        ("a page", Utf8("<!DOCTYPE html><html><body>404</body></html>\n")),
        ("a pointer of Git LFS", Utf8("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n")),
    ];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Random(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
