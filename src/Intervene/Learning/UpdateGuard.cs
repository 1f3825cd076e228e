using System.Globalization;

namespace Intervene.Learning;

/// <summary>Counts updates that were skipped because their gradient is not finite, and stops the run after too many in a row.</summary>
/// <param name="stage">The stage, for the message.</param>
/// <param name="directory">Where the batch that stopped the run is saved.</param>
public sealed class UpdateGuard(string stage, string directory)
{
    /// <summary>Skipped updates in a row that stop the run.</summary>
    public const int MostInARow = 5;

    /// <summary>Skipped updates since the last good one.</summary>
    public int InARow { get; set; }

    /// <summary>All skipped updates.</summary>
    public int Total { get; set; }

    /// <summary>Judges an update by its gradient's norm.</summary>
    /// <param name="norm">The norm; not finite where the update was skipped.</param>
    /// <param name="update">The update's number, for the message.</param>
    /// <param name="batch">Describes the batch, a line a sequence.</param>
    /// <param name="where">What is not finite: the loss, or the first such parameter's gradient.</param>
    /// <exception cref="InterveneException">The update is the fifth in a row that was skipped.</exception>
    public void Judge(double norm, int update, Func<IEnumerable<string>> batch, string? where = null)
    {
        if (double.IsFinite(norm))
        {
            InARow = 0;
            return;
        }

        InARow++;
        Total++;
        if (InARow < MostInARow)
        {
            return;
        }

        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "not-finite-batch.jsonl");
        File.WriteAllLines(path, batch());
        throw new InterveneException(string.Create(CultureInfo.InvariantCulture,
            $"{stage}: the gradient's norm at update {update} is {norm}, the {MostInARow}th in a row that is not finite{(where is null ? "" : $", first in {where}")}; expected a finite number. The batch is saved in {path}. Look at it, then lower {stage}.optimizer.learning_rate or {stage}.optimizer.max_grad_norm and start a run in another directory: this one keeps its options."));
    }
}
