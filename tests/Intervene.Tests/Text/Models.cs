using System.Collections.Concurrent;
using Intervene.Text;

namespace Intervene.Tests.Text;

/// <summary>Tokenizers of real models, each loaded once.</summary>
internal static class Models
{
    private static readonly ConcurrentDictionary<string, Lazy<Tokenizer>> _s_loaded = new();

    public static Tokenizer Load(string model)
    {
        var path = SharedFiles.Path(model);
        return _s_loaded.GetOrAdd(model, _ => new(() => Tokenizer.Load(path))).Value;
    }
}
