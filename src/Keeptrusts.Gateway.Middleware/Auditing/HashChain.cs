using System.Security.Cryptography;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>
/// Chains events: each line ends with the hash of the line before and its own, so that no event can be altered, removed or moved unseen.
/// <c>hash = SHA-256(previous hash as hex ‖ the event's JSON without the two hash members)</c>.
/// </summary>
internal sealed class HashChain
{
    private const int HexLength = 64;
    private readonly byte[] _previous = new byte[HexLength];

    public HashChain() => _previous.AsSpan().Fill((byte)'0');

    private static ReadOnlySpan<byte> PreviousName => ",\"prev_hash\":\""u8;

    private static ReadOnlySpan<byte> HashName => "\",\"hash\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>Bytes that chaining adds to an event.</summary>
    public static int Overhead => PreviousName.Length + HexLength + HashName.Length + HexLength + End.Length - 1;

    /// <summary>The hash of the last event, in lower-case hex.</summary>
    public ReadOnlySpan<byte> Last => _previous;

    public void Restore(ReadOnlySpan<byte> last) => last[..HexLength].CopyTo(_previous);

    /// <summary>Writes the event with its hashes; the chain goes on from it.</summary>
    /// <returns>The number of bytes written.</returns>
    public int Append(ReadOnlySpan<byte> json, Span<byte> line)
    {
        Span<byte> hash = stackalloc byte[32];
        Hash(_previous, json, hash);
        json[..^1].CopyTo(line);
        var at = json.Length - 1;
        at += Copy(PreviousName, line[at..]);
        at += Copy(_previous, line[at..]);
        at += Copy(HashName, line[at..]);
        Convert.TryToHexStringLower(hash, _previous, out _);
        at += Copy(_previous, line[at..]);
        return at + Copy(End, line[at..]);
    }

    /// <summary>Checks a line against the chain and goes on from it.</summary>
    /// <returns>False when the line was altered, or does not follow the one before.</returns>
    public bool Verify(ReadOnlySpan<byte> line)
    {
        var bare = line.Length - Overhead - 1;
        if (bare < 1 || !TryLastHash(line, out var last))
        {
            return false;
        }

        Span<byte> json = new byte[bare + 1];
        line[..bare].CopyTo(json);
        json[bare] = (byte)'}';
        Span<byte> hash = stackalloc byte[32];
        Span<byte> hex = stackalloc byte[HexLength];
        Hash(_previous, json, hash);
        Convert.TryToHexStringLower(hash, hex, out _);
        var follows = line[bare..].StartsWith(PreviousName)
            && line.Slice(bare + PreviousName.Length, HexLength).SequenceEqual(_previous)
            && hex.SequenceEqual(last);
        last.CopyTo(_previous);
        return follows;
    }

    public static bool TryLastHash(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> hash)
    {
        hash = default;
        if (line.Length <= Overhead || !line.EndsWith(End))
        {
            return false;
        }

        hash = line[^(HexLength + End.Length)..^End.Length];
        return line[..^(HexLength + End.Length)].EndsWith(HashName);
    }

    private static void Hash(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> json, Span<byte> hash)
    {
        Span<byte> joined = previous.Length + json.Length <= 4096 ? stackalloc byte[previous.Length + json.Length] : new byte[previous.Length + json.Length];
        previous.CopyTo(joined);
        json.CopyTo(joined[previous.Length..]);
        SHA256.HashData(joined, hash);
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }
}
