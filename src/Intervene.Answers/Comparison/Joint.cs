using Intervene.Answers.Latex;


namespace Intervene.Answers.Comparison;

/// <summary>Which other meanings of ambiguous notation are tried: those that the gold shows, and few of those that only the answer does.</summary>
internal static class Joint
{
    /// <summary>The readings to try after the usual one.</summary>
    public static Readings Of(Readings gold, Readings answer, Node tree)
    {
        var tried = gold & (Readings.LooseSlash | Readings.NaturalLog | Readings.Products);
        tried |= answer & Readings.LooseSlash;
        return (answer & ~gold & Readings.ImaginaryJ) != 0 && Forms.IsComplex(tree) ? tried | Readings.ImaginaryJ : tried;
    }

    /// <summary>The reading in words.</summary>
    public static string Name(Readings reading) => reading switch
    {
        Readings.LooseSlash => "1/2x is (1/2)x",
        Readings.NaturalLog => "log is ln",
        Readings.Products => "f(x) is a product",
        Readings.ImaginaryJ => "j is i",
        _ => "usual",
    };
}
