using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>All tokens of this control plane, gateway keys and control tokens.</summary>
internal sealed class TokenSnapshot() : KeyTable<Token, LiveToken>(static token => token.Id, LiveToken.Of), ITokenDirectory
{
    public IReadOnlyList<Token> All => [.. Live.Select(t => t.Current)];

    /// <summary>All tokens as they were stored; an object stays the same until it changes.</summary>
    public IReadOnlyList<Token> Stored => [.. Live.Select(t => t.Stored)];

    /// <summary>What gateway nodes hear of: control tokens open no gateway. An object stays the same until it changes.</summary>
    public IReadOnlyList<NodeKey> ForNodes => [.. Live.Select(t => t.ForNodes).OfType<NodeKey>()];

    public void Put(Token token) => Put([token]);

    public LiveToken? FindToken(ReadOnlySpan<byte> sha256) => FindLive(sha256);
}
