using System.Buffers.Text;
using System.Security.Cryptography;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>
/// Chains events: each line ends with the chain's id, the event's number in it, the hash of the event before and its own, so that no event can be
/// altered, removed or moved unseen. <c>digest = SHA-256(the event's JSON without the two hash members)</c>, <c>hash = SHA-256(previous hash ‖ digest)</c>,
/// all in lower-case hex. The digest stands between, so that an event which someone may not see can be left out and the chain still be checked.
/// </summary>
internal sealed class HashChain
{
    private const int HexLength = 64;
    private const int MaxDigits = 19;
    private const int IdLength = 16;

    private readonly byte[] _previous = new byte[HexLength];
    private readonly byte[] _markedPrevious = new byte[HexLength];
    private (byte[] Id, long Sequence) _marked;
    private byte[] _id = [];

    /// <summary>A chain of its own, without events.</summary>
    public HashChain() => Begin();

    private static ReadOnlySpan<byte> ChainName => ",\"chain\":\""u8;

    private static ReadOnlySpan<byte> SequenceName => "\",\"seq\":"u8;

    private static ReadOnlySpan<byte> PreviousName => ",\"prev_hash\":\""u8;

    private static ReadOnlySpan<byte> HashName => "\",\"hash\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>Most bytes that chaining adds to an event.</summary>
    public static int Overhead => ChainName.Length + IdLength + SequenceName.Length + MaxDigits + Hashes - 1;

    /// <summary>The chain's id: 16 hex digits, at random.</summary>
    public ReadOnlySpan<byte> Id => _id;

    /// <summary>Number of the last event, counting from 1.</summary>
    public long Sequence { get; private set; }

    /// <summary>The hash of the last event, in lower-case hex.</summary>
    public ReadOnlySpan<byte> Last => _previous;

    private static int Hashes => PreviousName.Length + HexLength + HashName.Length + HexLength + End.Length;

    /// <summary>Forgets all and begins a new chain.</summary>
    public void Begin()
    {
        _id = System.Text.Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(IdLength, lowercase: true));
        Sequence = 0;
        _previous.AsSpan().Fill((byte)'0');
    }

    public void Restore(ReadOnlySpan<byte> id, long sequence, ReadOnlySpan<byte> last)
    {
        _id = id.ToArray();
        Sequence = sequence;
        last[..HexLength].CopyTo(_previous);
    }

    /// <summary>Notes where the chain is, for <see cref="Rewind"/>.</summary>
    public void Mark()
    {
        _marked = (_id, Sequence);
        _previous.CopyTo(_markedPrevious, 0);
    }

    public void Rewind()
    {
        (_id, Sequence) = _marked;
        _markedPrevious.CopyTo(_previous, 0);
    }

    /// <summary>Writes the event with its place in the chain; the chain goes on from it.</summary>
    /// <returns>The number of bytes written.</returns>
    public int Append(ReadOnlySpan<byte> json, Span<byte> line)
    {
        json[..^1].CopyTo(line);
        var at = json.Length - 1;
        at += Copy(ChainName, line[at..]);
        at += Copy(_id, line[at..]);
        at += Copy(SequenceName, line[at..]);
        Utf8Formatter.TryFormat(++Sequence, line[at..], out var digits);
        at += digits;
        line[at] = (byte)'}';
        Span<byte> hash = stackalloc byte[HexLength];
        Hash(_previous, line[..(at + 1)], hash);
        at += Copy(PreviousName, line[at..]);
        at += Copy(_previous, line[at..]);
        at += Copy(HashName, line[at..]);
        hash.CopyTo(_previous);
        at += Copy(_previous, line[at..]);
        return at + Copy(End, line[at..]);
    }

    /// <summary>Checks a line against the chain and goes on from it; a chain without events takes the line's chain for its own.</summary>
    /// <returns>False when the line is no event, was altered, or does not follow the one before.</returns>
    public bool Verify(ReadOnlySpan<byte> line)
    {
        if (!TryRead(line, out var link))
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[HexLength];
        HashOf(line, link.PreviousHash, hash);
        if ((Sequence > 0 && !link.Chain.SequenceEqual(_id)) || link.Sequence != Sequence + 1 || !link.PreviousHash.SequenceEqual(_previous) || !link.Hash.SequenceEqual(hash))
        {
            return false;
        }

        Restore(link.Chain, link.Sequence, link.Hash);
        return true;
    }

    /// <summary>Reads the members that chain an event, without checking them.</summary>
    /// <returns>False when the line does not end as an event does.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, out ChainLink link)
    {
        link = default;
        var bare = line.Length - Hashes;
        if (bare < 1 || !line[bare..].StartsWith(PreviousName) || !line[..^(HexLength + End.Length)].EndsWith(HashName) || !line.EndsWith(End))
        {
            return false;
        }

        var named = line[..bare].LastIndexOf(ChainName);
        var number = named + ChainName.Length + IdLength + SequenceName.Length;
        if (named < 0 || number >= bare || !line[(number - SequenceName.Length)..].StartsWith(SequenceName)
            || !Utf8Parser.TryParse(line[number..bare], out long sequence, out var read) || read != bare - number)
        {
            return false;
        }

        link = new(
            line.Slice(named + ChainName.Length, IdLength),
            sequence,
            line.Slice(bare + PreviousName.Length, HexLength),
            line[^(HexLength + End.Length)..^End.Length]);
        return true;
    }

    /// <summary>The digest of an event's line, in lower-case hex.</summary>
    public static void Digest(ReadOnlySpan<byte> line, Span<byte> hex)
    {
        var bare = line.Length - Hashes;
        Span<byte> json = bare < 4096 ? stackalloc byte[bare + 1] : new byte[bare + 1];
        line[..bare].CopyTo(json);
        json[bare] = (byte)'}';
        DigestOfJson(json, hex);
    }

    /// <summary>The hash of an event after another, both in lower-case hex.</summary>
    public static void Join(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> digest, Span<byte> hex)
    {
        Span<byte> joined = stackalloc byte[2 * HexLength];
        previous.CopyTo(joined);
        digest.CopyTo(joined[HexLength..]);
        DigestOfJson(joined, hex);
    }

    private static void HashOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> previous, Span<byte> hex)
    {
        Span<byte> digest = stackalloc byte[HexLength];
        Digest(line, digest);
        Join(previous, digest, hex);
    }

    private static void Hash(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> json, Span<byte> hex)
    {
        Span<byte> digest = stackalloc byte[HexLength];
        DigestOfJson(json, digest);
        Join(previous, digest, hex);
    }

    private static void DigestOfJson(ReadOnlySpan<byte> json, Span<byte> hex)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(json, hash);
        Convert.TryToHexStringLower(hash, hex, out _);
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }
}
