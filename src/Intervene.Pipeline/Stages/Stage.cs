using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>A stage as a value: what it depends on, what it writes, and its work.</summary>
public sealed record Stage
{
    /// <summary>Its name in the ledger: a verb, or verb and arm, e.g. <c>sft/int</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The verb that runs it.</summary>
    public required string Verb { get; init; }

    /// <summary>Dotted prefixes of the options that matter to it.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Prefixes below <see cref="Options"/> that do not matter.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>What matters to it of the engine that samples for it, by dotted path (<see cref="StageEngine.KeyOf"/>).</summary>
    public IReadOnlyDictionary<string, string> Engine { get; init; } = new Dictionary<string, string>();

    /// <summary>Why the recipe's engine cannot do it; null where it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether it reads the base model's directory: weights, tokenizer or template.</summary>
    public bool ReadsModel { get; init; } = true;

    /// <summary>Whether it reads the sources of problems.</summary>
    public bool ReadsSources { get; init; }

    /// <summary>Whether it reads the problems of every benchmark.</summary>
    public bool ReadsBenchmarks { get; init; }

    /// <summary>The benchmark whose files it reads; null for none.</summary>
    public string? Benchmark { get; init; }

    /// <summary>Oracles that it asks: their keys, programs and prompts are looked for before any stage works, and their files are inputs.</summary>
    public IReadOnlyList<AskedOracle> Asks { get; init; } = [];

    /// <summary>The artifacts of earlier stages that it reads.</summary>
    public required IReadOnlyList<string> Reads { get; init; }

    /// <summary>The artifacts that it writes.</summary>
    public required IReadOnlyList<string> Writes { get; init; }

    /// <summary>Files and folders of its own beside them: unfinished work, checkpoints.</summary>
    public IReadOnlyList<string> Scratch { get; init; } = [];

    /// <summary>Whether it is left out, as later stages of an arm that has nothing to train on.</summary>
    public Func<StageLedger, bool> IsLeftOut { get; init; } = _ => false;

    /// <summary>The work; gives the stage's own numbers by name.</summary>
    public required Func<StageContext, Task<IReadOnlyDictionary<string, long>>> Run { get; init; }
}
