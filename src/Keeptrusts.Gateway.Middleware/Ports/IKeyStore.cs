namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>Finds gateway keys. Called on every request: answer from memory, take no lock, do no I/O.</summary>
public interface IKeyStore
{
    /// <summary>Finds a key by the SHA-256 of its full text; revoked and expired ones too, so that the caller learns why.</summary>
    /// <param name="sha256">The 32 bytes of the hash.</param>
    /// <returns>The key, or <see langword="null"/> when there is none.</returns>
    KeyRecord? Find(ReadOnlySpan<byte> sha256);

    /// <summary>Notes that a key was just used; must return at once.</summary>
    void MarkUsed(KeyRecord key, DateTimeOffset at);
}
