using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A gateway as the API shows it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Configuration">The name of the configuration it serves.</param>
/// <param name="Deployed">The version in force, <c>name@revision</c>.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="AllowedTemplates">The templates that its keys may be taken from; <see langword="null"/>: any.</param>
/// <param name="Environment">The deployment environment that selectors see.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record GatewayView(
    string Id, string Configuration, string? Deployed, string? Url, IReadOnlyList<string>? AllowedTemplates, string? Environment, DateTimeOffset CreatedAt)
{
    public static GatewayView Of(GatewayNode gateway, string? deployed = null, string? url = null) =>
        new(gateway.Id, gateway.Configuration, deployed, url, gateway.AllowedTemplates, gateway.Environment, gateway.CreatedAt);
}
