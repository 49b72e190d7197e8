using System.Text;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>
/// The members with which a journal ends each event: its chain, its number, and the hashes that make it part of that chain. With them anybody can check
/// a trail: each event must be intact, and its <see cref="PrevHash"/> must be the <see cref="Hash"/> of the event numbered one less.
/// </summary>
/// <param name="Chain">The chain's id; a gateway has one for each journal that it began.</param>
/// <param name="Sequence">The event's number in the chain, counting from 1.</param>
/// <param name="PrevHash">Hash of the event before, in lower-case hex; 64 zeros for the first.</param>
/// <param name="Hash">Its own hash as stated.</param>
/// <param name="Digest">SHA-256 over the event's bytes without the two hash members.</param>
public sealed record EventSeal(string Chain, long Sequence, string PrevHash, string Hash, string Digest)
{
    /// <summary>The <see cref="PrevHash"/> of a chain's first event.</summary>
    public static string FirstPrevHash { get; } = new('0', 64);

    /// <summary>Whether the stated hash is the one that the bytes have.</summary>
    public bool IsIntact => Hash == HashOf(PrevHash, Digest);

    /// <summary>Reads the seal of an event.</summary>
    /// <param name="json">The event's bytes exactly as the journal wrote them.</param>
    /// <returns><see langword="null"/> when the bytes do not end as an event of a journal does.</returns>
    public static EventSeal? Read(ReadOnlySpan<byte> json)
    {
        if (!HashChain.TryRead(json, out var link))
        {
            return null;
        }

        Span<byte> digest = stackalloc byte[64];
        HashChain.Digest(json, digest);
        return new(Encoding.ASCII.GetString(link.Chain), link.Sequence, Encoding.ASCII.GetString(link.PreviousHash), Encoding.ASCII.GetString(link.Hash), Encoding.ASCII.GetString(digest));
    }

    /// <summary>The hash of an event.</summary>
    /// <param name="prevHash">Hash of the event before, 64 hex digits.</param>
    /// <param name="digest">The event's digest, 64 hex digits.</param>
    /// <returns>64 lower-case hex digits; the empty string when an argument is no hash.</returns>
    public static string HashOf(string prevHash, string digest)
    {
        if (prevHash is not { Length: 64 } || digest is not { Length: 64 })
        {
            return "";
        }

        Span<byte> hash = stackalloc byte[64];
        HashChain.Join(Encoding.ASCII.GetBytes(prevHash), Encoding.ASCII.GetBytes(digest), hash);
        return Encoding.ASCII.GetString(hash);
    }
}
