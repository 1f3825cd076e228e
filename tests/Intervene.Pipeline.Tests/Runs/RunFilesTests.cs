using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Tests.Runs;

/// <summary>Which files of a run's folders the program may delete.</summary>
public class RunFilesTests
{
    [Theory]
    [InlineData("arms/int/06-sft/model/config.json")]
    [InlineData("arms/int/06-sft/model/model-00001-of-00002.safetensors")]
    [InlineData("arms/int/06-sft/model.partial/model.safetensors.partial")]
    [InlineData("arms/int/06-sft/checkpoints/step-2/optimizer.safetensors")]
    [InlineData("arms/int/07-rl/checkpoints/step-12.partial/state.json")]
    [InlineData("arms/int/07-rl/rollouts/step-000003.jsonl")]
    [InlineData("arms/int/07-rl/likelihood/step-000010.jsonl")]
    [InlineData("arms/int/round-2/07-rl/likelihood/before.jsonl")]
    [InlineData("arms/int/round-2/06-sft/model/config.json")]
    [InlineData("arms/int/round-12/07-rl/rollouts/step-000003.jsonl")]
    [InlineData("00-warm-up/model/model.safetensors")]
    [InlineData("00-warm-up/checkpoints/step-50.partial/state.json")]
    public void What_a_stage_writes_is_its_own(string name) => Assert.True(RunFiles.IsWritten(name));

    [Theory]
    [InlineData("arms/int/06-sft/model/notes.txt")]
    [InlineData("arms/int/06-sft/model/below/config.json")]
    [InlineData("arms/int/06-sft/config.json")]
    [InlineData("arms/int/07-rl/rollouts/step-000003.jsonl.bak")]
    [InlineData("arms/int/07-rl/likelihood/mine.jsonl")]
    [InlineData("arms/int/07-rl/rollouts/before.jsonl")]
    [InlineData("arms/int/07-rl/checkpoints/mine/model.safetensors")]
    [InlineData("arms/int/round-x/06-sft/model/config.json")]
    [InlineData("00-warm-up/model/notes.txt")]
    [InlineData("00-warm-up/config.json")]
    [InlineData("figures/mine.svg")]
    public void All_else_is_a_users(string name) => Assert.False(RunFiles.IsWritten(name));
}
