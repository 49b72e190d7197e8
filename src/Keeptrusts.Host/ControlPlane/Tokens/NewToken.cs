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

    /// <summary>Who uses it. A developer's own keys are always theirs.</summary>
    public string? Owner { get; init; }

    /// <summary>How long it lives, such as <c>7d</c>; absent: until it is revoked, or as long as its template allows.</summary>
    public string? ExpiresIn { get; init; }

    /// <summary>The template that governs it and that says what may be minted without asking.</summary>
    public string? Template { get; init; }

    /// <summary>The configuration it is pinned to; absent: its template's, else its team's, else the gateway's.</summary>
    public string? Configuration { get; init; }

    /// <summary>Globs of models; absent or empty: any.</summary>
    public IReadOnlyList<string>? AllowedModels { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>What all its calls together may cost, in US dollars.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Whether its caller may name the user that it acts for.</summary>
    public bool? OnBehalfOf { get; init; }
}
