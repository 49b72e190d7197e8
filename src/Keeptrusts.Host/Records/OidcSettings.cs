namespace Keeptrusts.Host.Records;

/// <summary>The OpenID provider that people sign in with.</summary>
internal sealed record OidcSettings
{
    /// <summary>Its address, whose discovery document says the rest.</summary>
    public required string Authority { get; init; }

    public required string ClientId { get; init; }

    /// <summary><see langword="null"/>: a public client, which PKCE alone protects.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The claim that lists a person's groups.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Scopes beside <c>openid profile email</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>What groups give.</summary>
    public IReadOnlyList<GroupRule> Groups { get; init; } = [];

    // A record would print every member, the secret included.
    public override string ToString() => Authority;
}
