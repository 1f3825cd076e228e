namespace Intervene.Answers.Latex;

/// <summary>The readings of ambiguous notation; each is applied to the gold and the answer at once.</summary>
[Flags]
internal enum Readings
{
    /// <summary>Side by side binds tighter than a slash, log has base ten, and f(x) is a call.</summary>
    Default = 0,

    /// <summary><c>1/2x</c> is half of x.</summary>
    LooseSlash = 1,

    /// <summary><c>\log</c> without a base is natural.</summary>
    NaturalLog = 2,

    /// <summary><c>f(x)</c> is a product.</summary>
    Products = 4,

    /// <summary><c>j</c> is the imaginary unit.</summary>
    ImaginaryJ = 8,

    /// <summary><c>x!!</c> is the factorial of a factorial.</summary>
    Factorials = 16,

    /// <summary>A bar after a factor opens a new absolute value.</summary>
    OpenBars = 32,
}
