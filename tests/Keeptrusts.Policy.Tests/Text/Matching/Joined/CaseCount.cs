using System.Globalization;

namespace Keeptrusts.Policy.Tests.Text.Matching.Joined;

/// <summary>How many cases the generating tests run: <c>KEEPTRUSTS_CASES=10</c> in the environment makes ten times as many.</summary>
internal static class CaseCount
{
    public static int Scale { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("KEEPTRUSTS_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var scale) && scale > 0 ? scale : 1;
}
