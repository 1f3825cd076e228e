namespace Intervene.Torch.Training;

/// <summary>
/// Forward and backward passes that are made again in smaller pieces where memory does not hold them; an update does not depend on the cut.
/// </summary>
internal static class HalvedPasses
{
    /// <summary>Runs the passes of an update; where memory runs out, again from the start with smaller ones.</summary>
    /// <param name="compute">The model, whose gradients are then forgotten.</param>
    /// <param name="passes">All passes; adds up the gradients.</param>
    /// <param name="halve">Cuts the passes in two; false where each has a single sequence.</param>
    /// <param name="remedy">What to say then.</param>
    /// <exception cref="InterveneException">Memory does not hold a single sequence.</exception>
    public static double Run(ComputeModel compute, Func<double> passes, Func<bool> halve, Func<string> remedy)
    {
        while (true)
        {
            try
            {
                return passes();
            }
            catch (Exception fault) when (MemoryFault.Is(fault))
            {
                compute.Discard();
                if (!halve())
                {
                    throw new InterveneException(remedy(), fault);
                }
            }
        }
    }
}
