using Intervene.Options;

namespace Intervene.Pipeline.Engines;

/// <summary>Opens the servers that an option names, once all were looked at.</summary>
/// <param name="options">The servers.</param>
/// <param name="model">What they should have.</param>
/// <param name="cancellation">Ends the waiting.</param>
/// <exception cref="InterveneException">A server cannot be used: one message names each and why.</exception>
public delegate Task<IFleet> FleetSource(FleetOptions options, FleetModel model, CancellationToken cancellation);
