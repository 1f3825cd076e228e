namespace Intervene.Answers.Algebra;

/// <summary>A complex number enclosed by two balls; the imaginary part of a real number is the exact zero.</summary>
internal readonly record struct Complex(Ball Re, Ball Im)
{
    public static readonly Complex I = new(Ball.Zero, Ball.One);

    public bool IsReal => Im.IsExactZero;

    public static Complex Real(Ball value) => new(value, Ball.Zero);
}
