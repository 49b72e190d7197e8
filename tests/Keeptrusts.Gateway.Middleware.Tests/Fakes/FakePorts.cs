using Keeptrusts.Policy.Calls;
using System.Collections.Concurrent;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>Keys in memory.</summary>
internal sealed class FakeKeyStore : IKeyStore
{
    private readonly ConcurrentDictionary<string, KeyRecord> _keys = new();

    public void Add(byte[] hash, KeyRecord key) => _keys[Convert.ToHexString(hash)] = key;

    public KeyRecord? Find(ReadOnlySpan<byte> sha256) => _keys.GetValueOrDefault(Convert.ToHexString(sha256));

    public void MarkUsed(KeyRecord key, DateTimeOffset at)
    {
    }
}

/// <summary>One configuration for all; none where it is null.</summary>
internal sealed class FakePolicySource : IPolicySource
{
    public PolicyConfiguration? Current { get; set; }

    public PolicyConfiguration? Resolve(KeyRecord key) => Current;
}

/// <summary>Secrets by name.</summary>
internal sealed class FakeSecrets : ISecretSource
{
    /// <summary>What was asked for, and for which host.</summary>
    public ConcurrentBag<(string Name, string? Host)> Hosts { get; } = [];

    public Dictionary<string, string> Values { get; } = new() { ["UPSTREAM_KEY"] = TestGateway.ProviderKey };

    public string? Find(SecretReference reference, string? host)
    {
        Hosts.Add((reference.Name, host));
        return Values.GetValueOrDefault(reference.Name);
    }
}
