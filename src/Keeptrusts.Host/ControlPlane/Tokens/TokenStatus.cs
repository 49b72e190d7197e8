using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Whether a token works.</summary>
internal static class TokenStatus
{
    public static bool IsActive(this Token token, DateTimeOffset now) => token.RevokedAt is null && !(token.ExpiresAt <= now);
}
