using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>What a caller asks for when making a token (body of <c>POST /v1/tokens</c>).</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] // a mistyped `expires_in` must not make a key that lives for ever
internal sealed record NewToken
{
    /// <summary><c>gateway</c> (default) or <c>control</c>.</summary>
    public string? TokenType { get; init; }

    public string? Name { get; init; }

    public string? TeamId { get; init; }

    public string? Owner { get; init; }

    /// <summary>How long it lives, such as <c>7d</c>; absent: until it is revoked.</summary>
    public string? ExpiresIn { get; init; }

    /// <summary>Globs of models; absent or empty: any.</summary>
    public IReadOnlyList<string>? AllowedModels { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }
}
