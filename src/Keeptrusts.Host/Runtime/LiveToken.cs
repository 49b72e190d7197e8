using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Runtime;

/// <summary>A token in the snapshot, with the two faces that the planes ask for made beforehand.</summary>
internal sealed class LiveToken : ILiveKey
{
    private readonly LastUse _lastUse;

    public LiveToken(Token token, LastUse lastUse)
    {
        _lastUse = lastUse;
        Stored = token;
        Key = token.Type == KeyKind.Gateway ? KeyRecords.Of(token) : null;
        ForNodes = Key is null ? null : new(Key, token.Hash);
        Principal = token.Type == KeyKind.Control ? new Principal(token.Id, token.Name, token.TeamId, token.Roles) : null;
    }

    public string Id => Stored.Id;

    public ReadOnlySpan<byte> Hash => Stored.Hash;

    /// <summary>For gateway nodes; <see langword="null"/> for control tokens.</summary>
    public NodeKey? ForNodes { get; }

    /// <summary>As it was stored last.</summary>
    public Token Stored { get; }

    /// <summary>For the data plane; <see langword="null"/> for control tokens.</summary>
    public KeyRecord? Key { get; }

    /// <summary>For the control plane; <see langword="null"/> for gateway keys.</summary>
    public Principal? Principal { get; }

    /// <summary>When it was used last; shared by all versions of the token.</summary>
    public LastUse LastUse => _lastUse;

    /// <summary>The token with its last use.</summary>
    public Token Current => _lastUse.At is { } at ? Stored with { FirstUsedAt = Stored.FirstUsedAt ?? _lastUse.FirstAt, LastUsedAt = at } : Stored;

    /// <summary>A token as it was read. What was read before a revocation and arrives after it must not undo it.</summary>
    public static LiveToken Of(Token token, LiveToken? known) =>
        known is null ? new(token, new LastUse()) : new(token with { RevokedAt = token.RevokedAt ?? known.Stored.RevokedAt }, known.LastUse);
}
