using System.Text;
using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Protection;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Secrets;

/// <summary>Lists, sets and deletes secrets. A value goes in and never comes out again, but to a host that it may be sent to.</summary>
internal sealed class SecretService(ISecretStore store, ISecretDirectory live, IContentBox box, AuditTrail audit, TimeProvider time)
{
    private const int LongestValue = 16 * 1024;
    private const int MostHosts = 50;

    /// <summary>Names and hosts, for whoever writes configurations.</summary>
    public IReadOnlyList<Secret> List() => [.. live.All.OrderBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>Adds one, or changes its value, its hosts, or both.</summary>
    public async Task<Outcome<Secret>> PutAsync(Principal caller, string name, SecretWish wanted, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        var before = live.Find(name);
        if ((Check(name, wanted, before) ?? (wanted.AllowedHosts ?? []).Select(AllowedHosts.Check).FirstOrDefault(bad => bad is not null)) is { } bad)
        {
            return bad;
        }

        var now = time.GetUtcNow();
        var secret = new Secret
        {
            Name = name,
            Ciphertext = wanted.Value is null ? before!.Ciphertext : box.Protect(Purposes.Secret, Encoding.UTF8.GetBytes(wanted.Value)),
            AllowedHosts = wanted.AllowedHosts ?? before?.AllowedHosts ?? [],
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
        };
        await store.PutAsync(secret, audit.Entry(caller, before is null ? "secret.create" : "secret.update", name, before is null ? null : Json(before), Json(secret)), cancellationToken);
        live.Put(secret);
        return secret;
    }

    public async Task<Outcome<Secret>> DeleteAsync(Principal caller, string name, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        if (live.Find(name) is not { } secret || !await store.DeleteAsync(name, audit.Entry(caller, "secret.delete", name, Json(secret), null), cancellationToken))
        {
            return new Refusal(RefusalKind.NotFound, $"no secret `{name}`; `kt secret list` shows the names");
        }

        live.Remove(name);
        return secret;
    }

    private static Refusal? Check(string name, SecretWish wanted, Secret? before) =>
        NameRules.CheckName(name, "name")
        ?? (name.StartsWith('.') || name.Any(c => char.IsWhiteSpace(c) || c is '/' or '?' or '#') ? new Refusal(RefusalKind.Invalid, "a secret's name takes letters, digits, `-`, `_` and `.`, and does not begin with a dot") : null)
        ?? (wanted.Value is null && before is null ? new Refusal(RefusalKind.Invalid, $"there is no secret `{name}` yet, so `value` is required") : null)
        ?? (wanted.Value is { Length: 0 or > LongestValue } ? new Refusal(RefusalKind.Invalid, $"`value` must have 1 to {LongestValue} characters") : null)
        ?? (wanted.Value is { } value && value.Any(char.IsControl) ? new Refusal(RefusalKind.Invalid, "`value` holds a line break or another control character, which no header can carry; check what was pasted") : null)
        ?? (wanted.AllowedHosts is { Count: > MostHosts } ? new Refusal(RefusalKind.Invalid, $"`allowed_hosts` has more than {MostHosts} entries") : null);

    private static string Json(Secret secret) => JsonSerializer.Serialize(SecretView.Of(secret), ControlJson.Default.SecretView);
}
