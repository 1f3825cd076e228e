namespace Intervene.Answers.Numbers;

/// <summary>A deterministic budget of work; the same input uses the same amount on every machine.</summary>
internal sealed class Fuel(long budget)
{
    public long Used { get; private set; }

    public void Charge(long amount)
    {
        Used += amount;
        if (Used > budget)
        {
            throw new OutOfFuelException();
        }
    }
}
