namespace Intervene.Answers.Numbers;

/// <summary>A complex number enclosed by two balls; the imaginary part of a real number is the exact zero.</summary>
internal readonly record struct ComplexBall(Ball Re, Ball Im)
{
    public static readonly ComplexBall I = new(Ball.Zero, Ball.One);

    public bool IsReal => Im.IsExactZero;

    public static ComplexBall Real(Ball value) => new(value, Ball.Zero);
}
