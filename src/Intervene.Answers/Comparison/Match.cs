namespace Intervene.Answers.Comparison;

/// <summary>Whether two forms are equal, and the rule that decided; null when no tier could.</summary>
internal readonly record struct Match(bool? Equal, string Rule)
{
    public static Match Yes(string rule) => new(true, rule);

    public static Match No(string rule) => new(false, rule);

    public static Match Unknown(string rule) => new(null, rule);

    public bool IsYes => Equal == true;
}
