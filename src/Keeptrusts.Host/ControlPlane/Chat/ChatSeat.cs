using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>Where somebody chats: for which team, and with what key.</summary>
/// <param name="Team">The team that pays.</param>
/// <param name="Key">What is called with.</param>
internal sealed record ChatSeat(Team Team, LentKey Key);
