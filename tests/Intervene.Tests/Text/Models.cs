using System.Collections.Concurrent;
using Intervene.Text;

namespace Intervene.Tests.Text;

/// <summary>Tokenizers of real models, each loaded once.</summary>
internal static class Models
{
    private static readonly ConcurrentDictionary<string, Lazy<Tokenizer>> Loaded = new();

    public static Tokenizer Load(string model)
    {
        var path = SharedFiles.Path(model);
        return Loaded.GetOrAdd(model, _ => new(() => Tokenizer.Load(path))).Value;
    }
}
