using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Intervene.Text;

/// <summary>Reads tokenizer.json (tokenizers 0.23) and refuses by name what would change ids in a way that is not implemented.</summary>
internal static class TokenizerReader
{
    private const int LargestVocabulary = 4_000_000;

    public static TokenizerParts Read(string path)
    {
        var file = JsonFile.Read(path);
        using var json = JsonFile.Parse(path, file);
        var root = new JsonNodeReader(path, json.RootElement);
        var model = root["model"];
        CheckModel(model);
        var vocabulary = Vocabulary(model["vocab"]);
        var added = TokenizerAddedTokens.Read(root["added_tokens"], Path.Combine(Path.GetDirectoryName(path)!, "tokenizer_config.json"), vocabulary);
        var normalize = TokenizerComponents.Normalizer(root["normalizer"]);
        var splitter = TokenizerComponents.Splitter(root["pre_tokenizer"]);
        TokenizerComponents.CheckDecoder(root["decoder"], splitter.ByteLevel);
        var merges = Merges(model["merges"], vocabulary);
        var unknown = model["unk_token"].TextOrNull() is { } name && vocabulary.TryGetValue(name, out var unknownId) ? unknownId : (int?)null;
        Dictionary<string, int> ids = new(vocabulary, StringComparer.Ordinal);
        foreach (var token in added)
        {
            ids[token.Content] = token.Id;
        }

        return new()
        {
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(file)),
            Added = added,
            RawTokens = Raw(added),
            NormalizedTokens = Normalized(added),
            TextTokens = (Raw(added.Where(token => !token.Special)), Normalized(added.Where(token => !token.Special))),
            Normalize = normalize,
            Splitter = splitter,
            Pieces = new(
                Bpe(model, vocabulary, merges, splitter.ByteLevel),
                new(vocabulary, merges, splitter.ByteLevel, unknown, model["fuse_unk"].Flag()),
                model["ignore_merges"].Flag() ? vocabulary : null,
                splitter.ByteLevel),
            Ids = ids,
            Prefix = TokenizerPostProcessor.Prefix(root["post_processor"]),
            Bytes = Bytes(vocabulary, added, splitter.ByteLevel, path),
        };

        static AddedTokenSplitter Raw(IEnumerable<AddedToken> tokens) => new(tokens.Where(token => !token.Normalized));

        AddedTokenSplitter Normalized(IEnumerable<AddedToken> tokens) =>
            new(tokens.Where(token => token.Normalized).Select(token => token with { Content = normalize(token.Content) }));
    }

    private static void CheckModel(JsonNodeReader model)
    {
        if (!model.Exists || (model["type"].TextOrNull() is { } type && type != "BPE"))
        {
            throw (model.Exists ? model["type"] : model).Wrong("a model of type \"BPE\", the only one supported");
        }

        foreach (var key in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
        {
            if (!string.IsNullOrEmpty(model[key].TextOrNull()))
            {
                throw model[key].Wrong("null or \"\": subword affixes are not supported");
            }
        }

        if (model["byte_fallback"].Flag())
        {
            throw model["byte_fallback"].Wrong("false: only byte-level vocabularies are supported");
        }

        if (model["dropout"] is { Exists: true, Value: var dropout }
            && !(dropout.ValueKind == JsonValueKind.Number && dropout.TryGetDouble(out var share) && share == 0))
        {
            throw model["dropout"].Wrong("null: random merges are not supported");
        }
    }

    private static Dictionary<string, int> Vocabulary(JsonNodeReader vocab)
    {
        Dictionary<string, int> result = new(StringComparer.Ordinal);
        HashSet<int> ids = [];
        foreach (var (token, value) in vocab.Members())
        {
            var isId = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var id) && id is >= 0 and < LargestVocabulary
                && ids.Add(id) && result.TryAdd(token, id);
            if (!isId)
            {
                throw new JsonNodeReader($"{vocab.Place}.{token}", value).Wrong(
                    $"an id from 0 to {LargestVocabulary - 1}; ids and tokens stand once in the vocabulary");
            }
        }

        return result;
    }

    private static BpeTokenizer Bpe(JsonNodeReader model, Dictionary<string, int> vocabulary, List<string> merges, bool byteLevel)
    {
        var unknown = model["unk_token"].TextOrNull();
        try
        {
            return BpeTokenizer.Create(new BpeOptions(vocabulary)
            {
                Merges = merges,
                ByteLevel = byteLevel,
                UnknownToken = unknown is not null && vocabulary.ContainsKey(unknown) ? unknown : null,
                FuseUnknownTokens = model["fuse_unk"].Flag(),
            });
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            throw new InterveneException($"{model.Place}: the merges do not fit the vocabulary: {fault.Message}", fault);
        }
    }

    private static List<string> Merges(JsonNodeReader merges, Dictionary<string, int> vocabulary)
    {
        List<string> result = [];
        foreach (var merge in merges.Exists ? merges.Items() : [])
        {
            var isPair = merge.Value.ValueKind == JsonValueKind.Array;
            if (!isPair && merge.Text().StartsWith("#version", StringComparison.Ordinal))
            {
                continue; // the first line of a merges.txt, which the reference leaves out too
            }

            var parts = isPair
                ? merge.Items().Select(part => part.Text()).ToArray()
                : merge.Text().Split(' ');
            if (parts.Length != 2 || parts.Any(part => part.Length == 0 || part.Contains(' ')))
            {
                throw merge.Wrong("two tokens without spaces, as \"a b\" or [\"a\", \"b\"]");
            }

            if (!vocabulary.ContainsKey(parts[0]) || !vocabulary.ContainsKey(parts[1]) || !vocabulary.ContainsKey(parts[0] + parts[1]))
            {
                throw merge.Wrong($"\"{parts[0]}\", \"{parts[1]}\" and \"{parts[0] + parts[1]}\" to be in the vocabulary");
            }

            result.Add($"{parts[0]} {parts[1]}");
        }

        return result;
    }

    private static byte[][] Bytes(Dictionary<string, int> vocabulary, List<AddedToken> added, bool byteLevel, string path)
    {
        var size = vocabulary.Values.Concat(added.Select(token => token.Id)).DefaultIfEmpty(-1).Max() + 1;
        if (size is 0 or > LargestVocabulary)
        {
            throw new InterveneException($"{path}: the vocabulary has {size} ids; expected 1 to {LargestVocabulary}.");
        }

        var bytes = new byte[size][];
        Array.Fill(bytes, []);
        foreach (var (token, id) in vocabulary)
        {
            bytes[id] = byteLevel ? ByteAlphabet.Unmap(token) : Encoding.UTF8.GetBytes(token);
        }

        foreach (var token in added)
        {
            bytes[token.Id] = Encoding.UTF8.GetBytes(token.Content);
        }

        return bytes;
    }
}
