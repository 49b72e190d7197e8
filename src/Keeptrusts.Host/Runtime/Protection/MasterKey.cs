using System.Security.Cryptography;
using System.Text;

namespace Keeptrusts.Host.Runtime.Protection;

/// <summary>
/// The key that wraps the key ring (<c>KEEPTRUSTS_MASTER_KEY</c>): 32 random bytes or more as base64, or a passphrase, from which a key is derived with a salt
/// for each wrapping.
/// </summary>
internal sealed class MasterKey
{
    public const string Variable = "KEEPTRUSTS_MASTER_KEY";

    private const int KeyBytes = 32;
    private const int SaltBytes = 16;
    private const int ShortestPassphrase = 16;

    /// <summary>Rounds of PBKDF2 with SHA-256 after OWASP's advice of 2023; they make each guess at a passphrase cost a third of a second.</summary>
    private const int Rounds = 600_000;

    private readonly byte[] _secret;
    private readonly bool _random;

    private MasterKey(byte[] secret, bool random) => (_secret, _random) = (secret, random);

    /// <returns>The key; <see langword="null"/> where the text is too short to protect anything.</returns>
    public static MasterKey? Of(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && count >= KeyBytes ? new(bytes[..count], random: true)
            : text.Length >= ShortestPassphrase ? new(Encoding.UTF8.GetBytes(text), random: false)
            : null;
    }

    /// <returns>Salt, nonce, tag and ciphertext, one after the other.</returns>
    public byte[] Wrap(ReadOnlySpan<byte> content)
    {
        var wrapped = new byte[SaltBytes + AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + content.Length];
        var (salt, nonce, tag, ciphertext) = Parts(wrapped);
        RandomNumberGenerator.Fill(salt.Span);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(Derive(salt.Span), AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce.Span, content, ciphertext.Span, tag.Span);
        return wrapped;
    }

    /// <exception cref="CryptographicException">Another key wrapped it, or it was changed.</exception>
    public byte[] Unwrap(byte[] wrapped)
    {
        var (salt, nonce, tag, ciphertext) = Parts(wrapped);
        var content = new byte[ciphertext.Length];
        using var aes = new AesGcm(Derive(salt.Span), AesGcm.TagByteSizes.MaxSize);
        aes.Decrypt(nonce.Span, ciphertext.Span, tag.Span, content);
        return content;
    }

    private static (Memory<byte> Salt, Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Ciphertext) Parts(Memory<byte> wrapped)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        return wrapped.Length < SaltBytes + nonce + tag
            ? throw new CryptographicException("This is nothing that was wrapped.")
            : (wrapped[..SaltBytes], wrapped.Slice(SaltBytes, nonce), wrapped.Slice(SaltBytes + nonce, tag), wrapped[(SaltBytes + nonce + tag)..]);
    }

    private byte[] Derive(ReadOnlySpan<byte> salt)
    {
        if (!_random)
        {
            return Rfc2898DeriveBytes.Pbkdf2(_secret, salt, Rounds, HashAlgorithmName.SHA256, KeyBytes);
        }

        var key = new byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, key, salt, "keeptrusts key ring"u8);
        return key;
    }
}
