using System.Collections.Frozen;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>
/// All tokens by hash, swapped whole: requests look up without a lock, a write of the control plane acts on the next request.
/// </summary>
internal sealed class TokenSnapshot : IKeyStore, ITokenDirectory
{
    private readonly Lock _writing = new();
    private volatile Contents _contents = new([]);

    public IReadOnlyList<Token> All => [.. _contents.ByHash.Values.Select(t => t.Current)];

    /// <summary>All tokens as they were stored; an object stays the same until it changes.</summary>
    public IReadOnlyList<Token> Stored => [.. _contents.ByHash.Values.Select(t => t.Stored)];

    public void Load(IEnumerable<Token> tokens)
    {
        lock (_writing)
        {
            _contents = new(tokens.Select(Live));
        }
    }

    public void Put(Token token) => Put([token]);

    public void Put(IReadOnlyCollection<Token> tokens)
    {
        lock (_writing)
        {
            var contents = _contents.ById.Values.ToDictionary(t => t.Stored.Id, StringComparer.Ordinal);
            foreach (var token in tokens)
            {
                contents[token.Id] = Live(token);
            }

            _contents = new(contents.Values);
        }
    }

    public LiveToken? FindToken(ReadOnlySpan<byte> sha256) => _contents.ByHash.TryGetValue(KeyHash.Of(sha256), out var token) ? token : null;

    public KeyRecord? Find(ReadOnlySpan<byte> sha256) => FindToken(sha256)?.Key;

    public void MarkUsed(KeyRecord key, DateTimeOffset at)
    {
        if (_contents.ById.TryGetValue(key.Id, out var token))
        {
            token.LastUse.Mark(at);
        }
    }

    /// <summary>The last uses that have not been written down.</summary>
    public IReadOnlyList<TokenUse> TakeUses() => [.. _contents.ById.Values.Select(t => t.LastUse.TakeUnwritten(t.Stored.Id)).OfType<TokenUse>()];

    // What was read before a revocation and arrives after it must not undo it.
    private LiveToken Live(Token token) => _contents.ById.TryGetValue(token.Id, out var known)
        ? new(token with { RevokedAt = token.RevokedAt ?? known.Stored.RevokedAt }, known.LastUse)
        : new(token, new LastUse());

    private sealed class Contents
    {
        public Contents(IEnumerable<LiveToken> tokens)
        {
            ByHash = tokens.ToFrozenDictionary(t => KeyHash.Of(t.Stored.Hash));
            ById = ByHash.Values.ToFrozenDictionary(t => t.Stored.Id, StringComparer.Ordinal);
        }

        public FrozenDictionary<KeyHash, LiveToken> ByHash { get; }

        public FrozenDictionary<string, LiveToken> ById { get; }
    }
}
