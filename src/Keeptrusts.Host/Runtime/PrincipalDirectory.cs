using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Runtime;

/// <summary>Control tokens: those of the snapshot, and the one that this start made for its own machine.</summary>
internal sealed class PrincipalDirectory(TokenSnapshot tokens, IPeople people, byte[] machineTokenHash, TimeProvider time) : IPrincipalDirectory
{
    private static readonly Principal Machine = new("machine", "this machine", null, [Roles.Admin]);

    public Outcome<Principal> Identify(string? bearer)
    {
        if (string.IsNullOrEmpty(bearer))
        {
            return No("this needs a control token: send `Authorization: Bearer kt_ak_…` (`kt tokens create --type control` makes one)");
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (!GatewayKey.TryHash(Encoding.UTF8.GetBytes(bearer), hash, out var kind))
        {
            return No("this is not a Keeptrusts token; one begins with `kt_ak_` and has 55 characters, so check that it was copied whole");
        }

        if (kind == KeyKind.Gateway)
        {
            return No("this is a gateway key, which only opens the gateway; the control plane takes a control token (`kt_ak_…`)");
        }

        return CryptographicOperations.FixedTimeEquals(hash, machineTokenHash) ? Machine : Stored(hash);
    }

    private Outcome<Principal> Stored(ReadOnlySpan<byte> hash)
    {
        var now = time.GetUtcNow();
        if (tokens.FindToken(hash) is not { Principal: { } principal } token)
        {
            return No("this control token is unknown here; it may be of another installation, or of an earlier start of `kt up`");
        }

        if (token.Stored.RevokedAt is not null)
        {
            return No("this control token is revoked; make a new one");
        }

        if (token.Stored.ExpiresAt <= now)
        {
            return No("this control token has expired; make a new one");
        }

        if (token.Stored.Owner is { } owner)
        {
            if (people.Find(owner) is not { DeactivatedAt: null })
            {
                return No("the user of this control token is deactivated; an administrator can let them in again, with a new token");
            }

            principal = principal with { UserId = owner, Roles = Roles.Within(principal.Roles, people.RoleIn(principal.TeamId, owner)) };
        }

        token.LastUse.Mark(now);
        return principal;
    }

    private static Refusal No(string message) => new(RefusalKind.Unauthenticated, message);
}
