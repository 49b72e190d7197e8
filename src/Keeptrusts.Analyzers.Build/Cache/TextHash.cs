using System.Globalization;
using System.Security.Cryptography;

namespace Keeptrusts.Analyzers.Build.Cache;

/// <summary>Tells whether a file is what it was. Times are no help: a checkout changes them, and an editor may keep them.</summary>
internal static class TextHash
{
    public static string Of(byte[] bytes)
    {
        using var algorithm = SHA256.Create();
        return string.Concat(algorithm.ComputeHash(bytes).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
