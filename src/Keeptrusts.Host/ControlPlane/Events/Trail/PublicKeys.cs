using System.Security.Cryptography;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events.Trail;

/// <summary>Keys whose checkpoints are believed.</summary>
internal sealed class PublicKeys : IDisposable
{
    private readonly Dictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);

    public int Count => _keys.Count;

    public IEnumerable<string> Ids => _keys.Keys;

    /// <summary>The name of a key: the first 16 hex digits of the SHA-256 of its SubjectPublicKeyInfo.</summary>
    public static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];

    /// <returns>False when the text is no public key on the curve P-256.</returns>
    public bool TryAdd(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize == 256)
            {
                _keys[IdOf(key)] = key;
                return true;
            }
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            // Said by the return value.
        }

        key.Dispose();
        return false;
    }

    public bool Knows(string keyId) => _keys.ContainsKey(keyId);

    public bool Verify(Checkpoint checkpoint)
    {
        var signature = new byte[256];
        return _keys.TryGetValue(checkpoint.KeyId, out var key)
            && Convert.TryFromBase64String(checkpoint.Signature, signature, out var length)
            && key.VerifyData(CheckpointStatement.Bytes(checkpoint), signature.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }
}
