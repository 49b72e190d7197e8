using System.Collections.Frozen;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Nodes.Snapshots;

/// <summary>All keys by hash, swapped whole: requests look up without a lock, a change acts on the next request.</summary>
/// <typeparam name="TStored">A key as it is read.</typeparam>
/// <typeparam name="TLive">A key as it is served.</typeparam>
/// <param name="idOf">A key's id.</param>
/// <param name="make">Makes a key live, beside what was known of it before.</param>
internal abstract class KeyTable<TStored, TLive>(Func<TStored, string> idOf, Func<TStored, TLive?, TLive> make) : IKeyStore
    where TLive : class, ILiveKey
{
    private readonly Lock _writing = new();
    private volatile Contents _contents = new([]);

    /// <summary>All keys, in no order.</summary>
    public IReadOnlyList<TLive> Live => _contents.ByHash.Values;

    /// <summary>Takes over all keys.</summary>
    public void Load(IEnumerable<TStored> keys)
    {
        lock (_writing)
        {
            _contents = new(keys.Select(MakeLive));
        }
    }

    /// <summary>Adds keys, or replaces those of the same ids.</summary>
    public void Put(IReadOnlyCollection<TStored> keys)
    {
        lock (_writing)
        {
            var contents = _contents.ById.Values.ToDictionary(key => key.Id, StringComparer.Ordinal);
            foreach (var key in keys)
            {
                contents[idOf(key)] = MakeLive(key);
            }

            _contents = new(contents.Values);
        }
    }

    public TLive? FindLive(ReadOnlySpan<byte> sha256) => _contents.ByHash.TryGetValue(KeyHash.Of(sha256), out var key) ? key : null;

    public KeyRecord? Find(ReadOnlySpan<byte> sha256) => FindLive(sha256)?.Key;

    public void MarkUsed(KeyRecord key, DateTimeOffset at)
    {
        if (_contents.ById.TryGetValue(key.Id, out var live))
        {
            live.LastUse.Mark(at);
        }
    }

    /// <summary>The last uses that have not been written down.</summary>
    public IReadOnlyList<TokenUse> TakeUses() => [.. _contents.ById.Values.Select(key => key.LastUse.TakeUnwritten(key.Id)).OfType<TokenUse>()];

    private TLive MakeLive(TStored key) => make(key, _contents.ById.GetValueOrDefault(idOf(key)));

    private sealed class Contents
    {
        public Contents(IEnumerable<TLive> keys)
        {
            ByHash = keys.ToFrozenDictionary(key => KeyHash.Of(key.Hash));
            ById = ByHash.Values.ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);
        }

        public FrozenDictionary<KeyHash, TLive> ByHash { get; }

        public FrozenDictionary<string, TLive> ById { get; }
    }
}
