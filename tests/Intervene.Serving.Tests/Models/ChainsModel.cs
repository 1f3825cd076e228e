using Intervene.Completions;
using Intervene.Options;
using Intervene.Serving.Hosting;
using Intervene.Serving.Models;
using Intervene.Serving.Tests.Models;
using Intervene.Text;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Engine;
using Intervene.Torch.Models;
using Intervene.Torch.Native;

[assembly: AssemblyFixture(typeof(ChainsModel))]

namespace Intervene.Serving.Tests.Models;

/// <summary>The embedded model with a chat template of its own, loaded once for all tests.</summary>
public sealed class ChainsModel : IDisposable
{
    private const string Template =
        "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system message') }}{% endif %}{{ m.content }}\n\n{% endfor %}";
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-served").FullName;
    private readonly CausalLanguageModel _weights;
    private readonly LocalEngine _engine;

    public ChainsModel()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "models", "chains")))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(_folder, "chat_template.jinja"), Template);
        NativeTorch.Load();
        NativeTorch.Threads = 1; // as the runs of tests have it: a thread of the pool keeps the number that it began with
        Tokenizer = Tokenizer.Load(_folder);
        _weights = ModelDirectory.Load(_folder);
        _engine = new LocalEngine(_weights, "served", new LocalEngineOptions { MaxRows = 32, TokenBytes = id => Tokenizer.TokenBytes(id).ToArray() });
    }

    public Tokenizer Tokenizer { get; }

    /// <summary>Completions that the engine has, running or waiting.</summary>
    public int Load => _engine.Load.RunningSamples + _engine.Load.WaitingSamples;

    internal async Task<Client> StartAsync(ServerOptions? options = null, int mostCompletions = 512) => new(await ModelServer.StartAsync(
        options ?? new ServerOptions(), new ServedModel("chains", _folder, _engine, _weights.Config),
        mostCompletions, seed: 0, fault => Assert.Fail(fault)));

    /// <summary>What the engine says without a server between.</summary>
    public Task<Completion> CompleteAsync(string prompt, SamplingOptions sampling, long seed = 0) => CompleteAsync(
        new CompletionRequest
        {
            PromptIds = Tokenizer.EncodePlain(prompt),
            Key = RandomKey.Of(seed, "generate", ""),
            SampleCount = 1,
            Sampling = sampling
        }, TestContext.Current.CancellationToken);

    /// <inheritdoc cref="CompleteAsync(string, SamplingOptions, long)"/>
    public async Task<Completion> CompleteAsync(CompletionRequest request, CancellationToken cancellation)
    {
        await foreach (var done in _engine.CompleteAsync([request], cancellation))
        {
            return done.Completion;
        }

        throw new InvalidOperationException("The engine gave no completion.");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _weights.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
