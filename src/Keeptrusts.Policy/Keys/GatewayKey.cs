using System.Security.Cryptography;
using System.Text;

namespace Keeptrusts.Policy.Keys;

/// <summary>
/// A Keeptrusts key in memory: <c>kt_gk_…</c> or <c>kt_ak_…</c>, 55 characters, recognisable offline by its checksum.
/// It never prints itself: <see cref="ToString"/> is redacted and only <see cref="Reveal"/> gives the text.
/// </summary>
public sealed class GatewayKey
{
    /// <summary>Length of a key's text, in characters.</summary>
    public const int TextLength = KeyFormat.Length;

    /// <summary>Random bytes that a key is made of.</summary>
    public const int RandomByteCount = KeyFormat.RandomBytes;

    private const int ShownDigits = 6;

    private readonly string _text;

    private GatewayKey(string text, KeyKind kind)
    {
        _text = text;
        Kind = kind;
    }

    /// <summary>What the key opens.</summary>
    public KeyKind Kind { get; }

    /// <summary>The part that may be listed and logged, such as <c>kt_gk_4fJ2aQ</c>.</summary>
    public string Prefix => _text.Substring(0, KeyFormat.PrefixLength + ShownDigits);

    /// <summary>Makes a key.</summary>
    /// <param name="kind">What it opens.</param>
    /// <param name="random">32 bytes from a cryptographic source.</param>
    /// <exception cref="ArgumentException"><paramref name="random"/> is not 32 bytes long.</exception>
    public static GatewayKey Create(KeyKind kind, ReadOnlySpan<byte> random)
    {
        if (random.Length != RandomByteCount)
        {
            throw new ArgumentException("A key is made of 32 random bytes.", nameof(random));
        }

        var key = new byte[TextLength];
        KeyFormat.Write(kind, random, key);
        return new GatewayKey(Encoding.ASCII.GetString(key), kind);
    }

    /// <summary>Reads a key and verifies its checksum.</summary>
    /// <param name="text">The text as received.</param>
    /// <param name="key">The key, when the text is one.</param>
    /// <returns>False for anything that is not a whole, correct key.</returns>
    public static bool TryParse(string? text, out GatewayKey? key)
    {
        key = null;
        if (text is null || text.Length != TextLength)
        {
            return false;
        }

        Span<byte> ascii = stackalloc byte[TextLength];
        for (var i = 0; i < text.Length; i++)
        {
            // Beyond ASCII becomes a byte that no key contains.
            ascii[i] = text[i] < 128 ? (byte)text[i] : (byte)0;
        }

        if (!KeyFormat.IsValid(ascii, out var kind))
        {
            return false;
        }

        key = new GatewayKey(text, kind);
        return true;
    }

#if NET
    /// <summary>Verifies a key and hashes it in one go, without allocating.</summary>
    /// <param name="asciiKey">The key as it came over the wire.</param>
    /// <param name="sha256">Receives 32 bytes: the SHA-256 of the key's text, by which stores know it.</param>
    /// <param name="kind">What the key opens.</param>
    /// <returns>False for anything that is not a whole, correct key; then <paramref name="sha256"/> is untouched.</returns>
    public static bool TryHash(ReadOnlySpan<byte> asciiKey, Span<byte> sha256, out KeyKind kind) =>
        KeyFormat.IsValid(asciiKey, out kind) && SHA256.TryHashData(asciiKey, sha256, out _);
#endif

    /// <summary>SHA-256 of the key's text: what is stored.</summary>
    /// <returns>32 bytes.</returns>
    public byte[] Hash()
    {
#if NET
        return SHA256.HashData(Encoding.ASCII.GetBytes(_text));
#else
        using var sha256 = SHA256.Create();
        return sha256.ComputeHash(Encoding.ASCII.GetBytes(_text));
#endif
    }

    /// <summary>The key itself. Show it once, to its owner.</summary>
    public string Reveal() => _text;

    /// <summary>The prefix and an ellipsis.</summary>
    public override string ToString() => Prefix + "…";
}
