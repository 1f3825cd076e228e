namespace Intervene.Torch.Engine;

/// <summary>What an engine has to do, and what room it has.</summary>
/// <param name="WaitingSamples">Completions that wait for a row.</param>
/// <param name="RunningSamples">Completions that are decoded.</param>
/// <param name="MaxRows">Rows decoded together, at most.</param>
/// <param name="FreeBlocks">Blocks of keys and values that can still be had.</param>
/// <param name="TotalBlocks">All blocks.</param>
/// <param name="BlockPositions">Positions of a block.</param>
public sealed record EngineLoad(int WaitingSamples, int RunningSamples, int MaxRows, int FreeBlocks, int TotalBlocks, int BlockPositions);
