namespace Intervene.Answers.Numbers;

/// <summary>Ends a comparison whose budget is used up; never leaves the library.</summary>
internal sealed class OutOfFuelException : Exception;
