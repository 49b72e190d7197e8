using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Keeptrusts.Host.ControlPlane.SignIn;

/// <summary>The secret of a one-time link: 32 random bytes, of which only the hash is kept.</summary>
internal static class LinkToken
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string? token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token?.Trim() ?? "")));
}
