using Intervene.Examples;
using Intervene.Problems.Chains;

namespace Intervene.Tests.Examples;

public class OwnNotationTests
{
    [Fact]
    public void A_teachers_solution_of_a_chain_becomes_the_models_own_trace()
    {
        foreach (var index in Enumerable.Range(0, 50))
        {
            var chain = ChainsGenerator.Hard(1, index);
            var problem = ChainsGenerator.ToProblem(chain, "hard", index);
            Assert.Equal(ChainSteps.Exact(chain), OwnNotation.Lines(
                problem.ReferenceSolution!, problem.Answer, ChainSteps.Gapped(ChainsGenerator.Hard(2, index))));
        }
    }

    [Fact]
    public void An_answer_without_a_box_gets_one_and_annotations_go()
    {
        var lines = OwnNotation.Lines("He buys 2 × 3 = <<2*3=6>>6 pens.\nHe keeps 6 - 1 = 5.\n#### 5", "5", ["4*2=8", "8-1=7"]);
        Assert.Equal(["He buys 2*3=6 pens.", "He keeps 6-1=5.", "\\boxed{5}"], lines);
        Assert.Equal(["76-25=51", "\\boxed{51}"], OwnNotation.Lines("76 - 25 = 51", "51.0", ["4*2=8", "8-1=7"]));
    }
}
