using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Nodes.Snapshots;

/// <summary>The gateway keys that a node knows.</summary>
internal sealed class NodeKeys() : KeyTable<NodeKey, NodeKeys.Served>(static key => key.Key.Id, static (key, known) => new(key, known))
{
    /// <summary>A key, with its last use.</summary>
    internal sealed class Served : ILiveKey
    {
        private readonly byte[] _hash;

        // What was read before a revocation and arrives after it must not undo it.
        public Served(NodeKey key, Served? known)
        {
            _hash = key.Hash;
            Key = known?.Key.RevokedAt is { } revoked && key.Key.RevokedAt is null ? key.Key with { RevokedAt = revoked } : key.Key;
            LastUse = known?.LastUse ?? new LastUse();
        }

        public string Id => Key.Id;

        public ReadOnlySpan<byte> Hash => _hash;

        public KeyRecord Key { get; }

        public LastUse LastUse { get; }
    }
}
