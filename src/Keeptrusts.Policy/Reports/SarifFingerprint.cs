using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Reports;

/// <summary>Tells whether two runs report one finding: it stays the same when lines are added above.</summary>
internal static class SarifFingerprint
{
    public const string Name = "keeptrustsPath/v1";

    private const int Bytes = 16;

    public static IEnumerable<(Diagnostic Finding, string Fingerprint)> Of(LintedDocument document)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in document.Findings)
        {
            var what = string.Join("\n", document.Location, finding.Code, finding.Path, finding.Message);
            seen.TryGetValue(what, out var earlier);
            seen[what] = earlier + 1;
            yield return (finding, Hash($"{what}\n{earlier.ToString(CultureInfo.InvariantCulture)}"));
        }
    }

    private static string Hash(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#if NET
        return Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, Bytes));
#else
        using var algorithm = SHA256.Create();
        return string.Concat(algorithm.ComputeHash(bytes).Take(Bytes).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
#endif
    }
}
