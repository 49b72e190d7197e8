using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Body of <c>POST /v1/tokens/ensure</c>: the key that a program wants to hold, and the hash of the one it holds.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EnsureToken
{
    /// <summary>What is wanted, as for a new token.</summary>
    public required NewToken Token { get; init; }

    /// <summary>SHA-256 of the key at hand, in hex; absent: there is none.</summary>
    public string? Sha256 { get; init; }
}
