using Keeptrusts.Host.ControlPlane.Users;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>Somebody who was shut out, or left a team, and the tokens that were revoked with that.</summary>
internal sealed record DepartureView(UserView User, IReadOnlyList<TokenView> Revoked)
{
    public static DepartureView Of(Departure departure, DateTimeOffset now) => new(UserView.Of(departure.User), [.. departure.Revoked.Select(t => TokenView.Of(t, now))]);
}
