using System.Buffers.Text;
using System.Security.Cryptography;

namespace Keeptrusts.Host.ControlPlane.Users;

/// <summary>Makes session stamps.</summary>
internal static class SessionStamps
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}
