using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Authentication;

/// <summary>The calls under way by key. As large as what is under way: a key without calls leaves nothing behind. Coming and going allocates nothing.</summary>
internal sealed class OpenCalls : IOpenCalls
{
    // Calls of one key share a shard, others seldom do, so they seldom wait for each other.
    private readonly Shard[] _shards = [.. Enumerable.Range(0, 64).Select(_ => new Shard())];
    private long _cuts;

    /// <summary>How often calls were cut: whoever sees it change while a key was looked up looks again.</summary>
    public long Cuts => Volatile.Read(ref _cuts);

    public void Enter(CallEnd call, string keyId)
    {
        var shard = Of(keyId);
        lock (shard.Changing)
        {
            shard.Calls[call] = keyId;
        }
    }

    public void Leave(CallEnd call, string keyId)
    {
        var shard = Of(keyId);
        lock (shard.Changing)
        {
            shard.Calls.Remove(call);
        }
    }

    public int Cut(string keyId)
    {
        Interlocked.Increment(ref _cuts);
        var shard = Of(keyId);
        List<CallEnd> meant;
        lock (shard.Changing)
        {
            meant = [.. shard.Calls.Where(call => call.Value == keyId).Select(call => call.Key)];
        }

        foreach (var call in meant)
        {
            call.Cut();
        }

        return meant.Count;
    }

    private Shard Of(string keyId) => _shards[(uint)keyId.GetHashCode(StringComparison.Ordinal) % (uint)_shards.Length];

    private sealed class Shard
    {
        public Lock Changing { get; } = new();

        public Dictionary<CallEnd, string> Calls { get; } = [];
    }
}
