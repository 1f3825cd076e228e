namespace Intervene.Answers.Latex;

/// <summary>Ends a parse; never leaves the library.</summary>
internal sealed class ParseException(string message) : Exception(message);
