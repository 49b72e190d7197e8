namespace Keeptrusts.Architecture.Tests;

/// <summary>Assertions whose message is read as a list of things to do.</summary>
internal static class Expect
{
    public static void None(IEnumerable<string> violations, string rule)
    {
        var found = violations.ToArray();
        Assert.True(found.Length == 0, $"{rule}\n  {string.Join("\n  ", found)}");
    }
}
