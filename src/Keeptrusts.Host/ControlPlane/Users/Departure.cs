using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Users;

/// <summary>Somebody who was shut out, or left a team, and the tokens that went with them.</summary>
internal sealed record Departure(User User, IReadOnlyList<Token> Revoked);
