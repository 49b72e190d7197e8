using System.Collections.Immutable;
using System.Text;
using Keeptrusts.Host.ControlPlane.Protection;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>The secrets in memory, swapped whole. A value becomes readable when it is first sent.</summary>
internal sealed class SecretSnapshot(IContentBox box) : ISecretDirectory
{
    private ImmutableDictionary<string, Live> _secrets = ImmutableDictionary.Create<string, Live>(StringComparer.Ordinal);

    public IReadOnlyList<Secret> All => [.. _secrets.Values.Select(live => live.Stored).Where(secret => !secret.Name.StartsWith('.'))];

    public void Load(IEnumerable<Secret> secrets) => _secrets = secrets.ToImmutableDictionary(s => s.Name, s => new Live(s, box), StringComparer.Ordinal);

    public Secret? Find(string name) => name.StartsWith('.') ? null : _secrets.GetValueOrDefault(name)?.Stored;

    public void Put(Secret secret) => ImmutableInterlocked.AddOrUpdate(ref _secrets, secret.Name, new Live(secret, box), (_, _) => new Live(secret, box));

    public void Remove(string name) => ImmutableInterlocked.TryRemove(ref _secrets, name, out _);

    /// <summary>The value, where it may go to that host.</summary>
    public string? Reveal(string name, string? host) =>
        !name.StartsWith('.') && _secrets.TryGetValue(name, out var live) && (host is null || AllowedHosts.Allow(live.Stored.AllowedHosts, host)) ? live.Value : null;

    private sealed class Live(Secret stored, IContentBox box)
    {
        private readonly Lazy<string?> _value = new(() => box.Unprotect(Purposes.Secret, stored.Ciphertext) is { } clear ? Encoding.UTF8.GetString(clear) : null);

        public Secret Stored => stored;

        public string? Value => _value.Value;
    }
}
