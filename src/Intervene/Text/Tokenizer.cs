using System.Text;

namespace Intervene.Text;

/// <summary>
/// A model's own tokenizer: a byte-level BPE as tokenizer.json describes it, with the ids that Hugging Face's tokenizers gives. Immutable
/// and safe for use by several threads.
/// </summary>
public sealed class Tokenizer
{
    private readonly TokenizerParts _parts;
    private readonly HashSet<int> _special;

    private Tokenizer(TokenizerParts parts, SpecialTokenNames names, string directory)
    {
        _parts = parts;
        _special = [.. parts.Added.Where(token => token.Special).Select(token => token.Id)];
        EosTokenId = Find(names.Eos, "eos_token", directory);
        PadTokenId = Find(names.Pad, "pad_token", directory);
        BosTokenId = Find(names.Bos, "bos_token", directory);
    }

    /// <summary>The largest id + 1. A model's embedding may have more rows.</summary>
    public int VocabularySize => _parts.Bytes.Length;

    /// <summary>The id that ends a text, as tokenizer_config.json names it; null where it names none.</summary>
    public int? EosTokenId { get; }

    /// <summary>The id that pads a batch, as tokenizer_config.json names it; null where it names none.</summary>
    public int? PadTokenId { get; }

    /// <summary>The id that begins a text, as tokenizer_config.json names it; null where it names none.</summary>
    public int? BosTokenId { get; }

    /// <summary>The ids of special tokens, which decoding can leave out.</summary>
    public IReadOnlySet<int> SpecialTokenIds => _special;

    /// <summary>The SHA-256 of tokenizer.json, 64 lower-case hexadecimal digits.</summary>
    public string Fingerprint => _parts.Fingerprint;

    /// <summary>What turns pieces into ids.</summary>
    internal PieceEncoder Pieces => _parts.Pieces;

    /// <summary>Reads tokenizer.json, and the names of special tokens from tokenizer_config.json.</summary>
    /// <exception cref="InterveneException">A file is missing or damaged, or asks for a component that is not supported; the message names
    /// it.</exception>
    public static Tokenizer Load(string modelDirectory)
    {
        var path = Path.Combine(modelDirectory, "tokenizer.json");
        if (!File.Exists(path))
        {
            throw new InterveneException($"No tokenizer.json in {modelDirectory}; expected a Hugging Face model directory with a fast tokenizer.");
        }

        return new(TokenizerReader.Read(path), SpecialTokenNames.Load(modelDirectory), modelDirectory);
    }

    /// <summary>
    /// The text's ids. Special tokens that stand in the text are recognised; none is added. Half a surrogate pair counts as U+FFFD.
    /// </summary>
    public int[] Encode(string text) => Encode(text, _parts.RawTokens, _parts.NormalizedTokens);

    /// <summary>
    /// The ids of a text that somebody else wrote, a model or a data set: a special token in it is letters and ends or begins nothing. Those at its
    /// end, which servers leave there, are cut.
    /// </summary>
    public int[] EncodeText(string text)
    {
        for (var kept = text; ; text = kept)
        {
            foreach (var token in _parts.Added.Where(token => token.Special && token.Content.Length > 0))
            {
                kept = kept.EndsWith(token.Content, StringComparison.Ordinal) ? kept[..^token.Content.Length].TrimEnd() : kept;
            }

            if (kept.Length == text.Length)
            {
                return Encode(text, _parts.TextTokens.Raw, _parts.TextTokens.Normalized);
            }
        }
    }

    private int[] Encode(string text, AddedTokenSplitter raw, AddedTokenSplitter normal)
    {
        List<int> ids = new((text.Length / 3) + 1);
        text = WellFormed(text);
        foreach (var part in raw.Split(text))
        {
            if (part.Token is { } token)
            {
                ids.Add(token.Id);
                continue;
            }

            var normalized = _parts.Normalize(part.Start == 0 && part.End == text.Length ? text : text[part.Start..part.End]);
            foreach (var inner in normal.Split(normalized))
            {
                if (inner.Token is { } innerToken)
                {
                    ids.Add(innerToken.Id);
                }
                else
                {
                    _parts.Splitter.Encode(normalized.AsSpan(inner.Start, inner.End - inner.Start), _parts.Pieces, ids);
                }
            }
        }

        return [.. ids];
    }

    /// <summary>
    /// The ids of a text that no chat template has rendered: before it stands what the tokenizer's own template puts there, such as Llama 3's begin
    /// token, unless the text begins with it.
    /// </summary>
    public int[] EncodePlain(string text)
    {
        var ids = Encode(text);
        return ids.AsSpan().StartsWith([.. _parts.Prefix]) ? ids : [.. _parts.Prefix, .. ids];
    }

    /// <summary>The text of the ids; bytes that are no valid UTF-8 become U+FFFD, an id without a token becomes nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is negative.</exception>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecialTokens = false) => Encoding.UTF8.GetString(DecodeBytes(ids, skipSpecialTokens));

    /// <summary>The bytes of the ids, one after the other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is negative.</exception>
    public byte[] DecodeBytes(ReadOnlySpan<int> ids, bool skipSpecialTokens = false)
    {
        List<byte> bytes = new(ids.Length * 4);
        foreach (var id in ids)
        {
            if (!(skipSpecialTokens && _special.Contains(id)))
            {
                bytes.AddRange(TokenBytes(id));
            }
        }

        return [.. bytes];
    }

    /// <summary>The bytes that an id stands for; none for an id without a token (a model's embedding may have such rows).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative.</exception>
    public ReadOnlySpan<byte> TokenBytes(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        return id < _parts.Bytes.Length ? _parts.Bytes[id] : default;
    }

    /// <summary>The id of a token by its name in the vocabulary (special tokens as they are written); null where there is none.</summary>
    public int? TokenId(string token) => _parts.Ids.TryGetValue(token, out var id) ? id : null;

    private int? Find(string? name, string key, string directory) => name is null ? null : TokenId(name) ?? throw new InterveneException(
        $"{Path.Combine(directory, "tokenizer_config.json")}: {key} is \"{name}\", which tokenizer.json does not hold; "
        + "expected a token of this tokenizer.");

    private static string WellFormed(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }

        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            builder.Append(rune.ToString());
        }

        return builder.ToString();
    }
}
