using System.Net;
using System.Text.Json.Nodes;
using Intervene.Options;

namespace Intervene.Serving.Tests.Models;

public class CompletionTests(ChainsModel model)
{
    private const string Prompt = "58 *4 -19\n\n";

    [Fact]
    public async Task Greedy_tokens_and_log_probs_are_the_engines()
    {
        await using var client = await model.StartAsync();
        var own = await model.CompleteAsync(Prompt, new SamplingOptions { Temperature = 0, MaxTokens = 100 });
        var (status, body) =
            await client.PostAsync(
                "/v1/completions",
                """{"model":"chains","prompt":"58 *4 -19\n\n","temperature":0,"max_tokens":100,"logprobs":0,"return_token_ids":true}""");
        Assert.Equal(HttpStatusCode.OK, status);
        var choice = body["choices"]![0]!;
        Assert.Equal(own.TokenIds, Ids(choice["token_ids"]));
        Assert.Equal(model.Tokenizer.EncodePlain(Prompt), Ids(choice["prompt_token_ids"]));
        Assert.Equal(own.SamplerLogProbs, choice["logprobs"]!["token_logprobs"]!.AsArray().Select(value => (float)(double)value!));
        Assert.Equal(model.Tokenizer.Decode(own.TokenIds, skipSpecialTokens: true), (string)choice["text"]!);
        Assert.Equal("stop", (string)choice["finish_reason"]!);
        Assert.Null(choice["stop_reason"]);
        Assert.Equal((own.TokenIds.Length, model.Tokenizer.EncodePlain(Prompt).Length), (
            (int)body["usage"]!["completion_tokens"]!, (int)body["usage"]!["prompt_tokens"]!));
        Assert.Equal(("text_completion", "chains"), ((string)body["object"]!, (string)body["model"]!));
    }

    [Fact]
    public async Task A_seed_draws_what_generate_draws_and_no_neighbour_changes_a_bit()
    {
        await using var client = await model.StartAsync();
        var own = await model.CompleteAsync(
            Prompt, new SamplingOptions { MaxTokens = 40, TopK = 20, TopP = 0.9, MinP = 0.01, Temperature = 1.5 }, seed: 7);
        const string Same =
            """{"prompt":"58 *4 -19\n\n","seed":7,"max_tokens":40,"temperature":1.5,"top_k":20,"top_p":0.9,"min_p":0.01,"logprobs":""" +
            """1,"return_token_ids":true}""";
        var others =
            Enumerable.Range(0, 12).Select(i => client.PostAsync(
                "/v1/completions", $$"""{"prompt":"{{i}} +{{i * 7}} -3\n\n","max_tokens":{{10 + (5 * i)}},"n":{{1 + (i % 3)}}}"""));
        var same = Enumerable.Range(0, 4).Select(_ => client.PostAsync("/v1/completions", Same));
        var answers = await Task.WhenAll(others.Zip(same.Concat(same).Concat(same), (other, own) => Task.WhenAll(other, own)));
        Assert.All(answers, pair =>
        {
            Assert.Equal(own.TokenIds, Ids(pair[1].Body["choices"]![0]!["token_ids"]));
            Assert.Equal(
                own.SamplerLogProbs, pair[1].Body["choices"]![0]!["logprobs"]!["token_logprobs"]!.AsArray().Select(value => (float)(double)value!));
        });
    }

    [Theory]
    [InlineData("\"temperature\":0", 0, 1)]
    [InlineData("\"temperature\":0.5,\"seed\":4", 0.5, 1)]
    [InlineData("\"temperature\":1.5,\"seed\":4,\"top_k\":3", 1.5, 2)]
    public async Task The_most_probable_tokens_stand_beside_the_sampled_one_and_change_nothing(string fields, double temperature, int prompts)
    {
        await using var client = await model.StartAsync();
        var prompt = prompts == 1 ? "\"58 *4 -19\\n\\n\"" : "[\"58 *4 -19\\n\\n\",\"9 +4\\n\\n\"]";
        var ask = $"{{\"prompt\":{prompt},\"max_tokens\":24,\"return_tokens_as_token_ids\":true,\"return_token_ids\":true,{fields}";
        var (_, plain) = await client.PostAsync("/v1/completions", ask + ",\"logprobs\":0}");
        var (_, more) = await client.PostAsync("/v1/completions", ask + ",\"logprobs\":20}");
        foreach (var (one, other) in plain["choices"]!.AsArray().Zip(more["choices"]!.AsArray()))
        {
            Assert.Equal(one!["token_ids"]!.ToJsonString(), other!["token_ids"]!.ToJsonString());
            Assert.Equal(one["logprobs"]!["token_logprobs"]!.ToJsonString(), other["logprobs"]!["token_logprobs"]!.ToJsonString());
            var (names, own) = (other["logprobs"]!["tokens"]!.AsArray(), other["logprobs"]!["token_logprobs"]!.AsArray());
            foreach (var (i, top) in other["logprobs"]!["top_logprobs"]!.AsArray().Index())
            {
                var known = top!.AsObject().ToDictionary(entry => entry.Key, entry => (double)entry.Value!);
                Assert.InRange(known.Count, 20, 21); // the sampled one may be beyond the most probable
                Assert.Equal((double)own[i]!, known[(string)names[i]!]);
                Assert.True(known.Values.Sum(Math.Exp) < 1.0001 && known.Values.Max() > Math.Log(1 / 264.0));
                Assert.True(temperature > 0 || known.Values.Max() == (double)own[i]!);
            }
        }

        var events = await EventsAsync(client, ask + ",\"logprobs\":20,\"stream\":true}");
        foreach (var choice in more["choices"]!.AsArray())
        {
            var parts = events.Select(body => body["choices"]![0]!).Where(part => (int)part["index"]! == (int)choice!["index"]!);
            Assert.Equal(
                choice!["logprobs"]!["top_logprobs"]!.ToJsonString(),
                $"[{string.Join(',', parts.Select(part => part["logprobs"]!["top_logprobs"]![0]!.ToJsonString()))}]");
        }
    }

    [Fact]
    public async Task A_biased_logit_changes_its_own_answer_and_nobody_elses()
    {
        await using var client = await model.StartAsync();
        const string Ask = """{"prompt":"58 *4 -19\n\n","temperature":1,"seed":5,"n":3,"max_tokens":24,"return_token_ids":true,"logprobs":0""";
        var (_, alone) = await client.PostAsync("/v1/completions", Ask + "}");
        var (_, none) = await client.PostAsync("/v1/completions", Ask + ",\"logit_bias\":{\"55\":0}}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => client.PostAsync(
            "/v1/completions", Ask + (i % 2 == 0 ? "}" : ",\"logit_bias\":{\"55\":100,\"54\":-100}}"))));
        Assert.Equal(alone["choices"]!.ToJsonString(), none["choices"]!.ToJsonString());
        foreach (var (i, (_, body)) in answers.Index())
        {
            if (i % 2 == 0)
            {
                Assert.Equal(alone["choices"]!.ToJsonString(), body["choices"]!.ToJsonString());
            }
            else
            {
                Assert.All(body["choices"]!.AsArray(), choice => Assert.Equal(new string('7', 24), (string)choice!["text"]!));
            }
        }
    }

    [Fact]
    public async Task Tokens_of_one_name_among_the_most_probable_are_told_apart()
    {
        await using var client = await model.StartAsync();
        var biases = string.Join(
            ',', Enumerable.Range(0x80, 12).Select(token => FormattableString.Invariant($"\"{token}\":{100 - ((token - 0x80) * 0.1)}")));
        var (_, body) = await client.PostAsync(
            "/v1/completions", $"{{\"prompt\":\"1\",\"max_tokens\":1,\"temperature\":0,\"logprobs\":12,\"logit_bias\":{{{biases}}}}}");
        var top = body["choices"]![0]!["logprobs"]!["top_logprobs"]![0]!.AsObject();
        Assert.Equal(12, top.Count); // bytes within a character have one text
        Assert.Equal(11, top.Count(entry => entry.Key.StartsWith("token_id:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Choices_are_counted_by_prompt_and_completion_and_a_prompts_do_not_depend_on_the_others()
    {
        await using var client = await model.StartAsync();
        var ids = string.Join(',', model.Tokenizer.EncodePlain(Prompt));
        var (_, both) =
            await client.PostAsync(
                "/v1/completions", $$"""{"prompt":[[{{ids}}],[{{ids}}]],"n":3,"seed":3,"temperature":2,"max_tokens":20,"return_token_ids":true}""");
        var (_, one) =
            await client.PostAsync(
                "/v1/completions", """{"prompt":"58 *4 -19\n\n","n":3,"seed":3,"temperature":2,"max_tokens":20,"return_token_ids":true}""");
        var choices = both["choices"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, 6), choices.Select(choice => (int)choice!["index"]!));
        Assert.Equal(
            one["choices"]!.AsArray().Concat(one["choices"]!.AsArray())
                .Select(choice => Ids(choice!["token_ids"])), choices.Select(choice => Ids(choice!["token_ids"])));
        Assert.Equal(3, choices.Take(3).Select(choice => choice!["token_ids"]!.ToJsonString()).Distinct().Count());
    }

    [Fact]
    public async Task Without_a_seed_each_request_draws_anew()
    {
        await using var client = await model.StartAsync();
        const string Request = """{"prompt":"58 *4 -19\n\n","max_tokens":40,"temperature":2}""";
        var (_, first) = await client.PostAsync("/v1/completions", Request);
        var (_, second) = await client.PostAsync("/v1/completions", Request);
        Assert.NotEqual((string)first["choices"]![0]!["text"]!, (string)second["choices"]![0]!["text"]!);
    }

    [Theory]
    [InlineData("\"stop\":\"4=2\"", "58*", "4=2", "stop")]
    [InlineData("\"stop\":[\"32\",\"=2\"]", "58*4", "=2", "stop")]
    [InlineData("\"stop\":\"4=2\",\"include_stop_str_in_output\":true", "58*4=2", "4=2", "stop")]
    [InlineData("\"stop\":\"nowhere\",\"max_tokens\":3", "58*", null, "length")]
    public async Task A_stop_text_or_the_budget_ends_it(string fields, string text, string? stopReason, string finish)
    {
        await using var client = await model.StartAsync();
        foreach (var stream in (bool[])[false, true])
        {
            var request =
                $$"""{"prompt":"58 *4 -19\n\n","temperature":0,"max_tokens":60,"stream":{{(stream ? "true" : "false")}},{{fields}}}""".Replace(
                    "\"max_tokens\":60,", fields.Contains("max_tokens", StringComparison.Ordinal)
                        ? "" : "\"max_tokens\":60,", StringComparison.Ordinal);
            var choices = stream ? (await EventsAsync(client, request)).Select(body => body["choices"]![0]!).ToArray()
                : [(await client.PostAsync("/v1/completions", request)).Body["choices"]![0]!];
            var found = string.Concat(choices.Select(choice => (string)choice["text"]!));
            Assert.EndsWith(text, found, StringComparison.Ordinal);
            Assert.Equal((finish, stopReason), ((string)choices[^1]["finish_reason"]!, (string?)choices[^1]["stop_reason"]));
        }
    }

    [Fact]
    public async Task Events_are_the_whole_answer_in_pieces()
    {
        await using var client = await model.StartAsync();
        const string Fields = "\"prompt\":\"58 *4 -19\\n\\n\",\"n\":2,\"seed\":11,\"max_tokens\":30,\"logprobs\":0,\"return_token_ids\":true";
        var (_, whole) = await client.PostAsync("/v1/completions", $"{{{Fields}}}");
        var events = await EventsAsync(client, $"{{{Fields},\"stream\":true,\"stream_options\":{{\"include_usage\":true}}}}");
        Assert.Equal(whole["usage"]!.ToJsonString(), events[^1]["usage"]!.ToJsonString());
        Assert.Empty(events[^1]["choices"]!.AsArray());
        Assert.Single(events.Select(body => (string)body["id"]!).Distinct());
        foreach (var choice in whole["choices"]!.AsArray())
        {
            var parts = events[..^1].Select(body => body["choices"]![0]!).Where(part => (int)part["index"]! == (int)choice!["index"]!).ToArray();
            Assert.Equal((string)choice!["text"]!, string.Concat(parts.Select(part => (string)part["text"]!)));
            Assert.Equal(Ids(choice["token_ids"]), parts.SelectMany(part => Ids(part["token_ids"])));
            Assert.Equal(
                choice["logprobs"]!["text_offset"]!.ToJsonString(),
                $"[{string.Join(',', parts.Select(part => (int)part["logprobs"]!["text_offset"]![0]!))}]");
            Assert.Equal(Ids(choice["prompt_token_ids"]), Ids(parts[0]["prompt_token_ids"]));
            Assert.Null(parts[1]["prompt_token_ids"]);
            Assert.Equal((string)choice["finish_reason"]!, (string)parts[^1]["finish_reason"]!);
        }
    }

    [Fact]
    public async Task Tokens_may_be_named_by_their_ids()
    {
        await using var client = await model.StartAsync();
        var (_, body) =
            await client.PostAsync(
                "/v1/completions",
                """{"prompt":"58 *4 -19\n\n","temperature":0,"max_tokens":2,"logprobs":0,"return_tokens_as_token_ids":true,"return_token_ids":""" +
                """true}""");
        var choice = body["choices"]![0]!;
        Assert.Equal(Ids(choice["token_ids"]).Select(id => $"token_id:{id}"), choice["logprobs"]!["tokens"]!.AsArray().Select(name => (string)name!));
    }

    internal static int[] Ids(JsonNode? list) => [.. list!.AsArray().Select(id => (int)id!)];

    internal static async Task<JsonNode[]> EventsAsync(Client client, string json, string path = "/v1/completions")
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        var lines =
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("text/event-stream", answer.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.All(lines, line => Assert.StartsWith("data: ", line, StringComparison.Ordinal));
        Assert.Equal("data: [DONE]", lines[^1]);
        return [.. lines[..^1].Select(line => JsonNode.Parse(line["data: ".Length..])!)];
    }
}
