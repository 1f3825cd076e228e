namespace Intervene.Options;

/// <summary>A source of problems.</summary>
[OptionKind("chains", typeof(ChainsProblemsOptions))]
[OptionKind("file", typeof(FileProblemsOptions))]
public abstract record ProblemsOptions;
