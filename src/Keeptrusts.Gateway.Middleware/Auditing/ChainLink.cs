namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>An event's place in its chain, as its line states it.</summary>
/// <param name="chain">The chain's id.</param>
/// <param name="sequence">The event's number in it, counting from 1.</param>
/// <param name="previousHash">Hash of the event before; zeros for the first.</param>
/// <param name="hash">The event's own hash.</param>
internal readonly ref struct ChainLink(ReadOnlySpan<byte> chain, long sequence, ReadOnlySpan<byte> previousHash, ReadOnlySpan<byte> hash)
{
    public ReadOnlySpan<byte> Chain { get; } = chain;

    public long Sequence { get; } = sequence;

    public ReadOnlySpan<byte> PreviousHash { get; } = previousHash;

    public ReadOnlySpan<byte> Hash { get; } = hash;
}
