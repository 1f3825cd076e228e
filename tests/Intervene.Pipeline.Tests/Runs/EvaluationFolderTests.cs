using Intervene.Pipeline.Runs;
using Intervene.Tests.Files;

namespace Intervene.Pipeline.Tests.Runs;

public sealed class EvaluationFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_two_commands_in_one_folder_the_second_waits_and_no_model_is_forgotten()
    {
        EvaluationFolder first = EvaluationFolder.Open(_folder["eval"]), second = EvaluationFolder.Open(_folder["eval"]);
        using (first.Add([new EvaluatedModel("a", "/models/a")]))
        {
            var refused = Assert.Throws<InterveneException>(() => second.Add([new EvaluatedModel("b", "/models/b")]));
            Assert.Contains("another process works in this", refused.Message, StringComparison.Ordinal);
        }

        second.Add([new EvaluatedModel("b", "/models/b")]).Dispose();
        Assert.Equal(["a", "b"], second.Models.Select(model => model.Name));
        Assert.Equal(["a", "b"], EvaluationFolder.Open(_folder["eval"]).Models.Select(model => model.Name));
    }

    [Fact]
    public void A_name_that_is_refused_leaves_no_folder()
    {
        Assert.Throws<InterveneException>(() => EvaluationFolder.Open(_folder["eval"]).Add([new EvaluatedModel("../x", "/models/a")]));
        Assert.False(Directory.Exists(_folder["eval"]));
    }
}
