namespace Intervene.Runs;

/// <summary>The names of an arm's artifacts: one way to train, below <c>arms/</c>.</summary>
public sealed class ArmPaths
{
    /// <summary>Names the artifacts of an arm.</summary>
    /// <param name="arms">The folder of all arms.</param>
    /// <param name="name">The arm's name.</param>
    /// <exception cref="InterveneException">The name is empty or has characters other than letters, digits, <c>-</c> and <c>_</c>.</exception>
    internal ArmPaths(string arms, string name)
    {
        if (!IsName(name))
        {
            throw new InterveneException($"\"{name}\" is no name of an arm: expected ASCII letters, digits, '-' and '_', as it names a folder.");
        }

        Name = name;
        Root = Path.Combine(arms, name);
    }

    /// <summary>The arm's name.</summary>
    public string Name { get; }

    /// <summary>The arm's folder.</summary>
    public string Root { get; }

    /// <summary>The folder of supervised fine-tuning: its checkpoints and metrics.</summary>
    public string Sft => Path.Combine(Root, "06-sft");

    /// <summary>The folder of reinforcement learning: its checkpoints and metrics.</summary>
    public string Rl => Path.Combine(Root, "07-rl");

    /// <summary>The metrics of supervised fine-tuning.</summary>
    public string SftMetrics => Path.Combine(Sft, "metrics.jsonl");

    /// <summary>The metrics of reinforcement learning.</summary>
    public string RlMetrics => Path.Combine(Rl, "metrics.jsonl");

    /// <summary>The arm's evaluation.</summary>
    public string Evaluation => Path.Combine(Root, "08-evaluation.jsonl");

    /// <summary>Whether a text can name an arm.</summary>
    public static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
