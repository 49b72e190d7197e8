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

    public void Load(IEnumerable<Token> tokens)
    {
        lock (_writing)
        {
            _contents = new(tokens.Select(t => new LiveToken(t, new LastUse())));
        }
    }

    public void Put(Token token)
    {
        lock (_writing)
        {
            var tokens = _contents.ById.Values.Where(t => t.Stored.Id != token.Id);
            var lastUse = _contents.ById.TryGetValue(token.Id, out var known) ? known.LastUse : new LastUse();
            _contents = new(tokens.Append(new LiveToken(token, lastUse)));
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
