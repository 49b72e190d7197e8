using System.Collections.Concurrent;
using System.Security.Cryptography;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Tokens.SelfService;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Runtime;

/// <summary>
/// The keys that a gateway knows: those stored, and those that the console of this process lends. A lent one has the rights that a key has which its user could
/// make: where their team takes keys from templates only, it is governed by the one that they would get.
/// </summary>
internal sealed class ConsoleKeys(IKeyStore stored, IPeople people, ITemplateRules templates, GatewayDirectory gateways, TimeProvider time) : IKeyStore, IConsoleKeys
{
    /// <summary>What events call it.</summary>
    public const string Name = "console";

    private const int MostLent = 10_000;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<KeyHash, KeyRecord> _known = new();
    private readonly ConcurrentDictionary<(string Team, string User), LentKey> _lent = new();
    private readonly Lock _lending = new();

    public KeyRecord? Find(ReadOnlySpan<byte> sha256)
    {
        if (stored.Find(sha256) is { } key)
        {
            return key;
        }

        return !_known.TryGetValue(KeyHash.Of(sha256), out var lent) ? null
            : MayCall(lent.TeamId, lent.Owner!, out _) ? lent
            : lent with { RevokedAt = DateTimeOffset.UnixEpoch };
    }

    public void MarkUsed(KeyRecord key, DateTimeOffset at) => stored.MarkUsed(key, at);

    public Outcome<LentKey> Lend(string userId, Team team)
    {
        if (!MayCall(team.Id, userId, out var role))
        {
            return new Refusal(RefusalKind.Forbidden, $"You may not call models for team `{team.Id}`: that takes the role developer. Ask a manager of the team.");
        }

        if (Wanted(userId, team, role).Refused(out var refusal, out var wanted))
        {
            return refusal;
        }

        lock (_lending)
        {
            var now = time.GetUtcNow();
            if (_lent.TryGetValue((team.Id, userId), out var known) && known.Key.ExpiresAt - now > Renewal && IsAlike(known.Key, wanted))
            {
                return known;
            }

            Forget(now);
            var secret = GatewayKey.Create(KeyKind.Gateway, RandomNumberGenerator.GetBytes(GatewayKey.RandomByteCount));
            var lent = new LentKey(secret.Reveal(), wanted with { ExpiresAt = now + Life });
            _known[KeyHash.Of(secret.Hash())] = lent.Key;
            return _lent[(team.Id, userId)] = lent;
        }
    }

    private Outcome<KeyRecord> Wanted(string userId, Team team, string role)
    {
        var gateway = gateways.Find(GatewayNode.LocalId);
        string? template = null;
        IReadOnlyList<string> models = [];
        if (team.AllowedTemplates is not null || gateway?.AllowedTemplates is not null)
        {
            if (TemplateChoice.Default(TemplateChoice.Allowed(templates.Templates, team, gateway), team.Id).Refused(out _, out var chosen))
            {
                return new Refusal(RefusalKind.Forbidden, $"Team `{team.Id}` takes keys from templates only, and none is pre-approved for it, so its members cannot call models from here. An administrator changes that.");
            }

            (template, models) = (chosen.Name, chosen.SelfService?.Models ?? []);
        }

        // The same id on every node and after every start: budgets, limits and approvals go by it.
        var id = $"console:{team.Id}:{userId}";
        return new KeyRecord { Id = id, LineageId = id, Name = Name, TeamId = team.Id, Owner = userId, Roles = [role], Template = template, AllowedModels = models };
    }

    private bool MayCall(string team, string user, out string role)
    {
        role = people.RoleIn(team, user) ?? "";
        return Roles.Grant([role], Permission.ManageKeys);
    }

    private static bool IsAlike(KeyRecord known, KeyRecord wanted) =>
        known.Template == wanted.Template && known.Roles.SequenceEqual(wanted.Roles) && known.AllowedModels.SequenceEqual(wanted.AllowedModels);

    // Expired ones stay a while, so that a call with one hears that it has expired; nobody can make many.
    private void Forget(DateTimeOffset now)
    {
        foreach (var (hash, key) in _known)
        {
            if (key.ExpiresAt < now - Life || _known.Count > MostLent)
            {
                _known.TryRemove(hash, out _);
            }
        }
    }
}
