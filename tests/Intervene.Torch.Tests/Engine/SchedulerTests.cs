using Intervene.Completions;
using Intervene.Options;
using Intervene.Torch.Engine;

namespace Intervene.Torch.Tests.Engine;

/// <summary>What the scheduler decides, without a model: a completion is sampled by giving it a token.</summary>
public class SchedulerTests
{
    private static readonly BlockLayout Layout = new(1, 1, 8);

    [Fact]
    public void Samples_get_rows_in_the_order_of_the_requests_as_rows_become_free()
    {
        using var blocks = new Blocks(Layout, 100 * Layout.Bytes);
        var scheduler = new Scheduler(blocks, 3);
        var (first, second) = (Job(10, 2, 5), Job(10, 2, 5));
        scheduler.Add(first);
        scheduler.Add(second);
        scheduler.Admit();
        Assert.Equal([first.Samples[0], first.Samples[1], second.Samples[0]], scheduler.Running);
        Fill(scheduler);
        scheduler.Next();
        first.Take(first.Samples[1], new DrawnToken(1, 0, null), FinishReason.Stop);
        scheduler.Retire(first.Samples);
        scheduler.Admit();
        Assert.Equal([first.Samples[0], second.Samples[0], second.Samples[1]], scheduler.Running);
    }

    [Fact]
    public void A_prompt_goes_through_the_model_once_for_all_its_samples()
    {
        using var blocks = new Blocks(Layout, 100 * Layout.Bytes);
        var scheduler = new Scheduler(blocks, 8);
        var job = Job(130, 5, 5);
        scheduler.Add(job);
        scheduler.Admit();
        Assert.Equal(Enumerable.Range(1, 130), Fill(scheduler).Select(row => row.PromptLength));
        Assert.Equal(BlockLayout.Blocks(130) + 5, blocks.Used);
    }

    [Fact]
    public void Where_blocks_run_out_the_youngest_wait_and_all_is_done_in_the_end_with_every_block_free()
    {
        using var blocks = new Blocks(Layout, 9 * Layout.Bytes);
        var scheduler = new Scheduler(blocks, 6);
        Job[] jobs = [Job(70, 2, 200), Job(3, 3, 300), Job(1, 1, 130)];
        foreach (var job in jobs)
        {
            scheduler.Add(job);
        }

        var preempted = false;
        for (var before = 0; scheduler.Jobs.Count > 0;)
        {
            scheduler.Admit();
            Fill(scheduler);
            var next = scheduler.Next();
            preempted |= scheduler.Running.Count < before;
            Assert.Contains(scheduler.Jobs[0].Samples, sample => next.Contains(sample));
            Assert.InRange(blocks.Used, 0, blocks.Total);
            foreach (var sample in next)
            {
                sample.Own.Filled = sample.Length;
                var isLast = sample.Length + 1 == sample.Job.Request.Sampling.MaxTokens;
                sample.Job.Take(sample, new DrawnToken(1, 0, null), isLast ? FinishReason.Length : null);
            }

            scheduler.Retire(next);
            before = scheduler.Running.Count;
        }

        Assert.True(preempted);
        Assert.Equal((0, 0), (blocks.Used, scheduler.Waiting));
        Assert.All(jobs.SelectMany(job => job.Samples), sample => Assert.Equal(sample.Job.Request.Sampling.MaxTokens, sample.Length));
    }

    [Fact]
    public void Prompts_that_begin_alike_share_their_blocks_at_once_and_later_until_the_memory_is_needed()
    {
        using var blocks = new Blocks(Layout, 14 * Layout.Bytes);
        var scheduler = new Scheduler(blocks, 8);
        Job[] jobs = [Job(130, 1, 5), Job(128, 1, 5), Job(200, 1, 5), Job(64, 1, 5, first: 7)];
        Assert.Equal([130, 64, 72, 64], Rows(jobs[..3]).Append(Rows(jobs[3..])[0]));
        Assert.Equal(3 + 1 + 2 + 1, blocks.Used - jobs.Sum(job => job.Samples[0].Own.Count));
        foreach (var job in jobs)
        {
            scheduler.Remove(job);
        }

        Assert.Equal(0, blocks.Used);
        Job[] later = [Job(130, 1, 5), Job(65, 1, 5, first: 7)];
        Assert.Equal([2, 1], Rows(later));
        Array.ForEach(later, scheduler.Remove);
        var other = Job((14 * 64) - 70, 1, 5, first: 9);
        Assert.Equal([826], Rows([other]));
        scheduler.Remove(other);
        Assert.Equal([130], Rows([Job(130, 1, 5)]));

        int[] Rows(Job[] added)
        {
            Array.ForEach(added, scheduler.Add);
            scheduler.Admit();
            var rows = Fill(scheduler);
            return [.. added.Select(job => rows.Count(row => row.Prompt == job.Prompt))];
        }
    }

    [Fact]
    public void A_request_that_is_taken_away_frees_its_rows_and_blocks()
    {
        using var blocks = new Blocks(Layout, 100 * Layout.Bytes);
        var scheduler = new Scheduler(blocks, 2);
        var (gone, stays) = (Job(10, 3, 5), Job(10, 1, 5));
        scheduler.Add(gone);
        scheduler.Add(stays);
        scheduler.Admit();
        Fill(scheduler);
        scheduler.Remove(gone);
        Assert.Equal((0, 0, 1), (blocks.Used, scheduler.Running.Count, scheduler.Waiting));
        scheduler.Admit();
        Assert.Equal(stays.Samples, scheduler.Running);
    }

    private static Job Job(int prompt, int samples, int tokens, int first = 0) => new(
        new CompletionRequest
        {
            PromptIds = [first, .. new int[prompt - 1]],
            Key = RandomKey.Of(1, "scheduler", "p"),
            SampleCount = samples,
            Sampling = new SamplingOptions { MaxTokens = tokens },
        },
        "a request",
        CancellationToken.None)
    { OnEnd = _ => { } };

    /// <summary>Computes what is missing, and gives samples of a new prompt their first token.</summary>
    private static List<DecoderRow> Fill(Scheduler scheduler)
    {
        var all = new List<DecoderRow>();
        while (true)
        {
            List<(Job Job, int Row)> ended = [];
            var rows = scheduler.Missing(50, ended);
            Assert.InRange(rows.Length, 0, 50);
            if (rows.Length == 0)
            {
                return all;
            }

            all.AddRange(rows);
            foreach (var (job, row) in ended)
            {
                Assert.Equal(job.Request.PromptIds.Length, rows[row].PromptLength);
                foreach (var sample in job.Samples)
                {
                    job.Take(sample, new DrawnToken(1, 0, null), null);
                }
            }
        }
    }
}
