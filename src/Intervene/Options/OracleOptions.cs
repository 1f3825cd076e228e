namespace Intervene.Options;

/// <summary>Who looks for the first error and writes the corrected step.</summary>
[OptionKind("reference", typeof(ReferenceOracleOptions))]
[OptionKind("arithmetic", typeof(ArithmeticOracleOptions))]
[OptionKind("rollouts", typeof(RolloutsOracleOptions))]
[OptionKind("command", typeof(CommandOracleOptions))]
[OptionKind("file", typeof(FileOracleOptions))]
[OptionKind("llm", typeof(LlmOracleOptions))]
[OptionKind("self", typeof(SelfOracleOptions))]
public abstract record OracleOptions;
