using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>Tells whether two runs report one finding: it stays the same when lines are added above.</summary>
internal static class SarifFingerprint
{
    public const string Name = "keeptrustsPath/v1";

    private const int Characters = 32;

    public static IEnumerable<(Diagnostic Finding, string Fingerprint)> Of(LintedFile file)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in file.Findings)
        {
            var what = string.Join('\n', file.Location, finding.Code, finding.Path, finding.Message);
            var earlier = seen.GetValueOrDefault(what);
            seen[what] = earlier + 1;
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what}\n{earlier}")));
            yield return (finding, Convert.ToHexStringLower(hash)[..Characters]);
        }
    }
}
