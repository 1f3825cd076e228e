namespace Intervene.Torch.Engine;

/// <summary>
/// Decides which completions are decoded: in the order of the requests, as rows and blocks become free. Where blocks run out the youngest rows give
/// theirs back and wait; what they had is computed again later, from the tokens that they have. What comes out does not depend on any of this.
/// </summary>
/// <param name="blocks">The memory.</param>
/// <param name="maxRows">Rows decoded together, at most.</param>
internal sealed class Scheduler(Blocks blocks, int maxRows)
{
    private const int RowsOfASpareBlock = 8; // rows that go on are left some room before another one comes
    private readonly SortedSet<Sample> _waiting = new(Sample.Order);
    private readonly List<Sample> _running = [];
    private readonly List<Job> _jobs = [];
    private long _tickets;

    /// <summary>Samples that have a row, oldest first.</summary>
    public IReadOnlyList<Sample> Running => _running;

    /// <summary>Samples that wait for one.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Requests that have not ended, oldest first.</summary>
    public IReadOnlyList<Job> Jobs => _jobs;

    /// <summary>Puts a request's samples in line.</summary>
    public void Add(Job job)
    {
        job.Ticket = _tickets++;
        _jobs.Add(job);
        _waiting.UnionWith(job.Samples);
    }

    /// <summary>Ends a request, its samples and blocks.</summary>
    public void Remove(Job job)
    {
        _jobs.Remove(job);
        _waiting.ExceptWith(job.Samples);
        _running.RemoveAll(sample => sample.Job == job);
        foreach (var sample in job.Samples)
        {
            blocks.Release(sample.Own);
        }

        blocks.Release(job.Prompt);
    }

    /// <summary>Gives free rows to waiting samples.</summary>
    /// <exception cref="OutOfMemoryException">The system has no memory for a single one.</exception>
    public void Admit()
    {
        while (_running.Count < maxRows && _waiting.Min is { } sample && Place(sample))
        {
            _waiting.Remove(sample);
            sample.Job.Rows++;
            var at = _running.BinarySearch(sample, Sample.Order);
            _running.Insert(~at, sample);
        }

        if (_running.Count == 0 && _waiting.Count > 0)
        {
            throw new OutOfMemoryException();
        }
    }

    /// <summary>The next rows whose keys and values are missing: those of prompts, and those of completions that had to wait.</summary>
    /// <param name="most">Rows, at most.</param>
    /// <param name="ended">Takes prompts that end among them and whose samples have no token yet, each with its last row.</param>
    public DecoderRow[] Missing(int most, List<(Job Job, int Row)> ended)
    {
        var rows = new List<DecoderRow>();
        foreach (var sample in _running)
        {
            var (job, ids) = (sample.Job, sample.Job.Request.PromptIds);
            if (!job.Ready && rows.Count < most)
            {
                blocks.Share(job.Prompt, ids);
                while (!job.Ready && rows.Count < most)
                {
                    rows.Add(new DecoderRow(ids[job.Prompt.Filled], job.Prompt, ++job.Prompt.Filled, null, 0));
                }

                blocks.Remember(job.Prompt, ids);
                if (job.Ready && !job.Begun)
                {
                    ended.Add((job, rows.Count - 1));
                }
            }

            while (job.Ready && sample.Own.Filled < sample.Length - 1 && rows.Count < most)
            {
                rows.Add(new DecoderRow(sample[sample.Own.Filled], job.Prompt, ids.Length, sample.Own, ++sample.Own.Filled));
            }
        }

        return [.. rows];
    }

    /// <summary>The samples that can have their next token; each has a block for the last one's keys and values.</summary>
    /// <exception cref="OutOfMemoryException">The system has no memory for a single one.</exception>
    public Sample[] Next()
    {
        for (var i = 0; i < _running.Count; i++)
        {
            var sample = _running[i];
            while (i < _running.Count && !blocks.TryGrow(sample.Own, sample.Length))
            {
                if (!Reclaim(sample.Job) && !Preempt(_running[^1]))
                {
                    throw new OutOfMemoryException();
                }
            }
        }

        return [.. _running.Where(sample => sample.Ready)];
    }

    /// <summary>Lets samples and requests go that have ended.</summary>
    /// <param name="samples">Samples that have a new token.</param>
    public void Retire(Sample[] samples)
    {
        foreach (var sample in samples.Where(sample => sample.Finish is not null && !_waiting.Remove(sample)))
        {
            blocks.Release(sample.Own);
            sample.Job.Rows--;
        }

        _running.RemoveAll(sample => sample.Finish is not null);
        _jobs.RemoveAll(job =>
        {
            if (job.IsOver)
            {
                blocks.Release(job.Prompt);
            }

            return job.IsOver;
        });
    }

    /// <summary>
    /// Gives a sample the blocks of its prompt, where no other has brought them, and of its own tokens; none where there are not enough.
    /// </summary>
    private bool Place(Sample sample)
    {
        var (job, ids) = (sample.Job, sample.Job.Request.PromptIds);
        blocks.Share(job.Prompt, ids);
        var own = Math.Max(1, sample.Length);
        var needed = BlockLayout.Blocks(ids.Length) - job.Prompt.Count + BlockLayout.Blocks(own) + (_running.Count / RowsOfASpareBlock);
        while (needed > blocks.Free && Reclaim(job))
        {
        }

        return needed <= blocks.Free && blocks.TryGrow(job.Prompt, ids.Length) && blocks.TryGrow(sample.Own, own);
    }

    /// <summary>Takes the blocks of the youngest prompt that no row sees.</summary>
    private bool Reclaim(Job except)
    {
        if (_jobs.FindLast(job => job.Rows == 0 && job.Prompt.Count > 0 && job != except) is not { } idle)
        {
            return false;
        }

        blocks.Release(idle.Prompt);
        return true;
    }

    /// <summary>Takes a sample's row and blocks, and its prompt's where no other row sees it; not the last row's.</summary>
    private bool Preempt(Sample sample)
    {
        if (_running.Count == 1)
        {
            return false;
        }

        _running.Remove(sample);
        _waiting.Add(sample);
        blocks.Release(sample.Own);
        if (--sample.Job.Rows == 0)
        {
            blocks.Release(sample.Job.Prompt);
        }

        return true;
    }
}
