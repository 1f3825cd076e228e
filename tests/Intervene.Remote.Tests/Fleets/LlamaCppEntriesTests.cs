using System.Text.Json;
using Intervene.Remote.Fleets;
using Intervene.Text;

namespace Intervene.Remote.Tests.Fleets;

/// <summary>Answers of a llama.cpp server (node-llama-cpp 3.22.1), which was made to write <c>a\u3000\u3000b</c>.</summary>
public class LlamaCppEntriesTests
{
    private static readonly Tokenizer Chains = Tokenizer.Load(Path.Combine(AppContext.BaseDirectory, "models", "chains"));

    [Theory]
    [InlineData("97,227,128,128,227,128,128,98,263", "97,128,128,98,263", "0,3,6,7,8")]
    [InlineData("97,227,128", "97", "0")]
    public void An_entry_is_of_the_token_that_ends_the_character_and_not_of_an_equal_one_within(string ids, string entries, string places)
    {
        Assert.Equal(places, Places(ids, entries, isTrimmed: false));
    }

    [Theory]
    [InlineData("97,50,51,50", "97,50", "0,1")]
    [InlineData("227,128,128,50,51", "128,50", "2,3")]
    public void A_stop_texts_entries_are_missing_at_the_end(string ids, string entries, string places)
    {
        Assert.Equal(places, Places(ids, entries, isTrimmed: true));
    }

    [Theory]
    [InlineData("97,227,128,128,98", "97,227,128,128,98", "0,1,2,3,4")] // a server that gives all
    [InlineData("50,50,97", "50,97", "2")] // which of the two cannot be told
    [InlineData("50,51,50", "51,50", "1,2")]
    public void Another_rule_of_a_server_is_followed_as_far_as_it_is_certain(string ids, string entries, string places)
    {
        Assert.Equal(places, Places(ids, entries, isTrimmed: false));
    }

    [Theory]
    [InlineData("97,98", "98,97")]
    [InlineData("97,98", "97,98,98")]
    [InlineData("97,98", "")]
    public void Entries_of_other_tokens_are_refused(string ids, string entries)
    {
        Assert.Throws<FleetFault>(() => Places(ids, entries, isTrimmed: false));
    }

    private static string Places(string ids, string entries, bool isTrimmed)
    {
        JsonElement[] given =
            [.. entries.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => JsonDocument.Parse($"{{\"id\":{id}}}").RootElement)];
        var aligned = LlamaCppEntries.Align(Chains, [.. ids.Split(',').Select(int.Parse)], given, isTrimmed);
        return string.Join(',', aligned.Index().Where(entry => entry.Item is not null).Select(entry => entry.Index));
    }
}
