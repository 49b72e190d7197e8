using System.Security.Cryptography;
using System.Text;

namespace Keeptrusts.Gateway.Middleware.Contents;

/// <summary>The keyed hash of a text that comes in pieces, over its UTF-8.</summary>
internal sealed class ContentHash : IDisposable
{
    /// <summary>Characters of a hash in hex.</summary>
    public const int Length = 64;

    private readonly IncrementalHash _hash;
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();

    public ContentHash(ReadOnlySpan<byte> key) => _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    /// <summary>The hash of a whole text.</summary>
    public static string Of(ReadOnlySpan<byte> key, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    public void Append(ReadOnlySpan<char> text) => Append(text, flush: false);

    /// <summary>The hash of all that came.</summary>
    public string Complete()
    {
        Append([], flush: true);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    // A pair of surrogates may be cut in two: the encoder waits for its second half.
    private void Append(ReadOnlySpan<char> text, bool flush)
    {
        Span<byte> bytes = stackalloc byte[512];
        bool completed;
        do
        {
            _encoder.Convert(text, bytes, flush, out var read, out var written, out completed);
            _hash.AppendData(bytes[..written]);
            text = text[read..];
        }
        while (!completed);

        bytes.Clear();
    }
}
