using Intervene.Completions;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Engines;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// The sampler of a policy that is being trained, on servers: its weights are written and loaded there before each step; or, with endpoints of each
/// policy, the servers keep the weights that the training began with.
/// </summary>
/// <param name="context">The stage.</param>
/// <param name="options">The servers.</param>
/// <param name="start">The weights that the training begins with.</param>
/// <param name="folder">Where weights are written for the servers.</param>
/// <param name="sampling">The distributions.</param>
/// <param name="neededContext">The most positions that are asked for.</param>
internal sealed class PublishedSampler(
    StageContext context, FleetOptions options, SampledPolicy start, string folder, IReadOnlyList<SamplingOptions> sampling,
    int neededContext) : IDisposable
{
    private StageFleet? _fleet;
    private string? _last;

    /// <summary>The sampler of the present weights.</summary>
    /// <param name="version">Names them.</param>
    /// <param name="save">Writes them as a model directory.</param>
    public ICompleter At(string version, Action<string> save) => AtAsync(version, save).GetAwaiter().GetResult();

    /// <summary>Says and records what the servers did, and removes the weights that were written for them.</summary>
    public void Dispose()
    {
        _fleet?.Dispose();
        if (_last is not null)
        {
            OwnFiles.Delete(folder, _ => true);
        }
    }

    /// <summary>The training is at its end.</summary>
    public void Finish() => _fleet?.Finish();

    private async Task<ICompleter> AtAsync(string version, Action<string> save)
    {
        if (options.Publish != PublishKind.SglangDisk)
        {
            _fleet ??= await OpenAsync(start).ConfigureAwait(false);
            return new WatchedFleet(_fleet, _fleet.Count);
        }

        var directory = Path.Combine(folder, version.Split('/')[^1]);
        if (_last == directory)
        {
            return new WatchedFleet(_fleet!, _fleet!.Count); // the servers have these weights
        }

        save(directory);
        var policy = start with { Directory = directory, Version = version };
        if (_fleet is null)
        {
            _fleet = await OpenAsync(policy).ConfigureAwait(false);
        }
        else
        {
            await _fleet.PublishAsync(policy, context.Cancellation).ConfigureAwait(false);
        }

        if (_last is not null && _last != directory)
        {
            Directory.Delete(_last, recursive: true);
        }

        _last = directory;
        return new WatchedFleet(_fleet, _fleet.Count);
    }

    private Task<StageFleet> OpenAsync(SampledPolicy policy) =>
        StageFleet.OpenAsync(context, options, policy, sampling, neededContext, needsLogProbs: true);
}
