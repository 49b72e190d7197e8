using System.Text.Json.Serialization;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A secret as the API shows it: everything but its value.</summary>
internal sealed record SecretView(string Name, IReadOnlyList<string> AllowedHosts, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static SecretView Of(Secret secret) => new(secret.Name, secret.AllowedHosts, secret.CreatedAt, secret.UpdatedAt);
}

/// <summary>Body of <c>PUT /v1/secrets/{name}</c>.</summary>
/// <param name="Value">The value; <see langword="null"/> keeps the one that is there.</param>
/// <param name="AllowedHosts">Hosts that it may be sent to; <see langword="null"/> keeps those that are there.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SecretWish(string? Value, IReadOnlyList<string>? AllowedHosts)
{
    /// <summary>Leaves the value out, so that no log line can carry it.</summary>
    public override string ToString() => nameof(SecretWish);
}
