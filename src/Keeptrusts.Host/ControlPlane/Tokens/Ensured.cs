using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>What came of ensuring a key.</summary>
/// <param name="Status"><c>kept</c>, <c>made</c>, <c>renewed</c> or <c>pending</c>.</param>
/// <param name="Reason">Why, for a person to read.</param>
/// <param name="Kept">The token that is still good.</param>
/// <param name="Minted">The fresh one.</param>
/// <param name="Approval">The request that has to be approved first.</param>
internal sealed record Ensured(string Status, string Reason, Token? Kept = null, MintedToken? Minted = null, Approval? Approval = null);
