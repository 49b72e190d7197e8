using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A user as the API shows them.</summary>
/// <param name="Id">What keys carry as their owner.</param>
/// <param name="Name">The full name.</param>
/// <param name="Email">Where they are reached.</param>
/// <param name="IsAdmin">Whether the whole organisation is theirs to administer.</param>
/// <param name="Status"><c>active</c> or <c>deactivated</c>.</param>
/// <param name="CreatedAt">When they were made.</param>
/// <param name="DeactivatedAt">When they were shut out.</param>
internal sealed record UserView(string Id, string Name, string? Email, bool IsAdmin, string Status, DateTimeOffset CreatedAt, DateTimeOffset? DeactivatedAt)
{
    public static UserView Of(User user) =>
        new(user.Id, user.Name, user.Email, user.IsAdmin, user.DeactivatedAt is null ? "active" : "deactivated", user.CreatedAt, user.DeactivatedAt);
}
