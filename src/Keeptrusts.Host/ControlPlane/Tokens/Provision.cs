using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>What came of asking for a key: the key, or a request that somebody has to approve. Exactly one is there.</summary>
internal sealed record Provision(MintedToken? Minted, Approval? Approval);
