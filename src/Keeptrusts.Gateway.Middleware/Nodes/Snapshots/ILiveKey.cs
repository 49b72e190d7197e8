using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Nodes.Snapshots;

/// <summary>What stands in a <see cref="KeyTable{TStored, TLive}"/>.</summary>
internal interface ILiveKey
{
    string Id { get; }

    /// <summary>The SHA-256 of the whole key.</summary>
    ReadOnlySpan<byte> Hash { get; }

    /// <summary>For the gateway; <see langword="null"/> where it opens none.</summary>
    KeyRecord? Key { get; }

    /// <summary>When it was used last; shared by all versions of it.</summary>
    LastUse LastUse { get; }
}
