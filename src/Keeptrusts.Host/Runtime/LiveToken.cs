using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Runtime;

/// <summary>A token in the snapshot, with the two faces that the planes ask for made beforehand.</summary>
internal sealed class LiveToken
{
    private readonly LastUse _lastUse;

    public LiveToken(Token token, LastUse lastUse)
    {
        _lastUse = lastUse;
        Stored = token;
        Key = token.Type == KeyKind.Gateway ? KeyRecords.Of(token) : null;
        Principal = token.Type == KeyKind.Control ? new Principal(token.Id, token.Name, token.TeamId, token.Roles) : null;
    }

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
}
