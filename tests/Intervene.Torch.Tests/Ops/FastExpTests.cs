using System.Runtime.Intrinsics;
using Intervene.Torch.Ops.Fused;

namespace Intervene.Torch.Tests.Ops;

public class FastExpTests
{
    [Fact]
    public void It_is_the_exponential_to_two_units_in_the_last_place()
    {
        for (var x = -87f; x <= 88f; x += 0.00317f)
        {
            var expected = Math.Exp(x);
            Assert.InRange(Math.Abs(FastExp.Of(Vector256.Create(x))[3] - expected) / expected, 0, 2.4e-7);
        }
    }

    [Fact]
    public void Its_ends_are_zero_a_large_number_and_NaN()
    {
        Assert.Equal(0, FastExp.Of(Vector256.Create(float.NegativeInfinity))[0]);
        Assert.Equal(0, FastExp.Of(Vector256.Create(-88f))[0]);
        Assert.InRange(FastExp.Of(Vector256.Create(float.PositiveInfinity))[0], 1.6e38, 1.7e38);
        Assert.Equal(float.NaN, FastExp.Of(Vector256.Create(float.NaN))[0]);
    }
}
