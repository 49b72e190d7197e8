namespace Keeptrusts.Host.ControlPlane.Protection;

/// <summary>Encrypts what is stored, and only there becomes readable again.</summary>
internal interface IContentBox
{
    /// <param name="purpose">What it is for: nothing encrypted for one purpose can be read as another.</param>
    /// <param name="content">In the clear.</param>
    byte[] Protect(string purpose, ReadOnlySpan<byte> content);

    /// <returns>The content; <see langword="null"/> where it was changed, or the key that encrypted it is gone.</returns>
    byte[]? Unprotect(string purpose, byte[] ciphertext);
}
