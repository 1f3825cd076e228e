using Intervene.Examples;

namespace Intervene.Pipeline.Runs;

/// <summary>Who watches a run: a console, a test, a web page. Called from the run's own thread, in order.</summary>
public interface IRunObserver
{
    /// <summary>A stage was done before and is left as it is.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="seconds">How long it took then.</param>
    void Skipped(string stage, double seconds);

    /// <summary>How far the running stage is.</summary>
    /// <param name="progress">The reading.</param>
    void Progressed(StageProgress progress);

    /// <summary>A stage has finished.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="elapsed">How long this process worked on it.</param>
    void Finished(string stage, TimeSpan elapsed);

    /// <summary>Something to know.</summary>
    /// <param name="stage">The stage that it concerns, or null.</param>
    /// <param name="text">One line.</param>
    void Said(string? stage, string text);

    /// <summary>An example that a stage is about to train on, so that what would be trained wrongly is seen before it is.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="example">The example.</param>
    /// <param name="model">The model directory whose tokenizer it is in.</param>
    void Shown(string stage, TrainingExample example, string model);
}
