using System.Text.Json;
using Intervene.Serving.Hosting;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Models;

/// <summary>Samples what a request asks for and sends the answer, whole or in events.</summary>
internal sealed class Answering
{
    private const string PromptTokens = "intervene_prompt_tokens_total";
    private const string SampledTokens = "intervene_sampled_tokens_total";
    private readonly ServedModel _model;
    private readonly Admission _admission;
    private readonly ServerMetrics _metrics;
    private readonly long _serverSeed;
    private long _requests;

    public Answering(ServedModel model, Admission admission, ServerMetrics metrics, long serverSeed)
    {
        (_model, _admission, _metrics, _serverSeed) = (model, admission, metrics, serverSeed);
        metrics.Counter(PromptTokens, "Tokens of the prompts of requests that were let in.");
        metrics.Counter(SampledTokens, "Tokens that were sampled.");
    }

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context, SamplingRequest request, IAnswerShape shape)
    {
        using var place = _admission.Enter(request.Prompts.Count * request.SampleCount);
        _metrics.Add(PromptTokens, request.Prompts.Sum(prompt => prompt.Length));
        var seed = request.Seed ?? unchecked(_serverSeed + (Interlocked.Increment(ref _requests) << 32));
        var generation = new Generation(_model, request, seed);
        var head = new AnswerHead(shape.IdPrefix + Guid.NewGuid().ToString("N"), DateTimeOffset.UtcNow.ToUnixTimeSeconds(), _model.Name);
        await (
            request.IsStreamed ? StreamAsync(context, request, shape, generation, head) : CompleteAsync(
                context, request, shape, generation, head)).ConfigureAwait(false);
    }

    private async Task CompleteAsync(HttpContext context, SamplingRequest request, IAnswerShape shape, Generation generation, AnswerHead head)
    {
        var choices = await generation.CompleteAsync(context.RequestAborted).ConfigureAwait(false);
        var sampled = choices.Sum(choice => choice.Tokens.Count);
        _metrics.Add(SampledTokens, sampled);
        await JsonReply.SendAsync(context.Response, writer =>
        {
            writer.WriteStartObject();
            head.Write(writer, shape.Whole);
            writer.WriteStartArray("choices");
            foreach (var choice in choices)
            {
                shape.WriteChoice(writer, choice);
            }

            writer.WriteEndArray();
            AnswerJson.Usage(writer, request.Prompts.Sum(prompt => prompt.Length), sampled);
            shape.WriteBeside(writer);
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task StreamAsync(HttpContext context, SamplingRequest request, IAnswerShape shape, Generation generation, AnswerHead head)
    {
        var events = new EventStream(context);
        var begun = new HashSet<int>();
        var offsets = new int[request.Prompts.Count * request.SampleCount];
        var sampled = 0;
        await foreach (var choice in generation.StreamAsync(context.RequestAborted).ConfigureAwait(false))
        {
            sampled++;
            _metrics.Add(SampledTokens);
            var isFirst = begun.Add(choice.Index);
            await events.SendAsync(writer => WriteEvent(
                writer, head, shape, isFirst, () => shape.WriteDelta(writer, choice, isFirst, offsets[choice.Index]))).ConfigureAwait(false);
            offsets[choice.Index] += AnswerJson.TokenName(_model.Tokenizer, choice.Tokens[0], request).Length;
        }

        if (request.EndsWithUsage)
        {
            await events.SendAsync(writer => WriteEvent(
                writer, head, shape, isFirst: false, null, () => AnswerJson.Usage(writer, request.Prompts.Sum(prompt => prompt.Length), sampled)))
                    .ConfigureAwait(false);
        }

        await events.EndAsync().ConfigureAwait(false);
    }

    private static void WriteEvent(Utf8JsonWriter writer, AnswerHead head, IAnswerShape shape, bool isFirst, Action? choice, Action? usage = null)
    {
        writer.WriteStartObject();
        head.Write(writer, shape.Event);
        writer.WriteStartArray("choices");
        choice?.Invoke();
        writer.WriteEndArray();
        usage?.Invoke();
        if (isFirst)
        {
            shape.WriteBeside(writer);
        }

        writer.WriteEndObject();
    }
}
