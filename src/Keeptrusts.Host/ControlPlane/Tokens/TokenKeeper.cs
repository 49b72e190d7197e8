using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Approvals;
using Keeptrusts.Host.ControlPlane.Tokens.SelfService;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Keeps a program in a good key: the one at hand while it is good, a renewed one when its time has come, a new one where there is none.</summary>
internal sealed class TokenKeeper(TokenFinder finder, TokenService tokens, TokenRotation rotation, ApprovalService approvals, SelfServiceDesk selfService, TimeProvider time)
{
    /// <summary>A key is renewed when less than this part of its life is left, so that nobody meets its end.</summary>
    private const double LastPart = 0.1;

    public async Task<Outcome<Ensured>> EnsureAsync(Principal caller, EnsureToken wanted, CancellationToken cancellationToken)
    {
        if (NameRules.CheckName(wanted.Token.Name, "name") is { } badName)
        {
            return badName;
        }

        if (KeyDigest.Read(wanted.Sha256).Refused(out var badHash, out var sha256))
        {
            return badHash;
        }

        var team = wanted.Token.TeamId ?? caller.TeamId ?? Team.DefaultId;
        var now = time.GetUtcNow();
        var held = sha256.Length == 0 ? null : finder.FindByHash(caller, sha256);
        var named = finder.List(caller).FirstOrDefault(t => t.Type == KeyKind.Gateway && t.TeamId == team && t.Name == wanted.Token.Name && t.RevokedAt is null);

        // 1. The key at hand is the one, and its time has not come.
        if (held is not null && held.Id == named?.Id && Due(held, now) is null)
        {
            return new Ensured("kept", "the key at hand is good", Kept: held);
        }

        // 2. There is one of that name: its key is due, or not at hand, and no key can be shown twice.
        if (named is not null)
        {
            var reason = held?.Id == named.Id ? Due(named, now)! : "there is such a key, but it is not the one at hand";
            return (await rotation.RotateAsync(caller, named, TokenRotation.DefaultGrace, cancellationToken)).Refused(out var refusal, out var renewed)
                ? refusal
                : new Ensured("renewed", reason, Minted: renewed);
        }

        // 3. One that was asked for earlier has been approved meanwhile.
        var approved = (await approvals.ListAsync(caller, cancellationToken)).FirstOrDefault(a =>
            caller.Is(a.RequestedBy) && a.TeamId == team && a.TokenId is null && a.StatusAt(now) == ApprovalStatus.Approved && Contracts.ApprovalView.Of(a, now).Request.Name == wanted.Token.Name);
        if (approved is not null)
        {
            return (await approvals.TakeAsync(caller, approved.Id, cancellationToken)).Refused(out var refusal, out var taken)
                ? refusal
                : new Ensured("made", $"{approved.Id} was approved", Minted: taken);
        }

        // 4. There is none.
        return (await tokens.CreateAsync(caller, wanted.Token, cancellationToken)).Refused(out var no, out var provision)
            ? no
            : provision.Minted is { } minted
                ? new Ensured("made", held is null ? "there was none" : "the key at hand is another or revoked", Minted: minted)
                : new Ensured("pending", "it needs an approval", Approval: provision.Approval);
    }

    /// <summary>Why a key has to be renewed; <see langword="null"/>: not yet.</summary>
    private string? Due(Token token, DateTimeOffset now)
    {
        if (token.ExpiresAt <= now)
        {
            return "it has expired";
        }

        if (selfService.Find(token.Template)?.SelfService?.Rotation is { } rotationAge && now - token.CreatedAt >= rotationAge)
        {
            return $"its template renews keys every {Lifetime.Text(rotationAge)}";
        }

        return token.ExpiresAt - now < (token.ExpiresAt - token.CreatedAt) * LastPart ? "it expires soon" : null;
    }
}
