using System.ComponentModel;
using System.Diagnostics;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary>Asks git whether a file would be committed.</summary>
internal static class GitIgnore
{
    private const int NotIgnored = 1;

    /// <summary>Whether the file lies in a repository that does not ignore it. Without git, or outside a repository, nobody will commit it.</summary>
    public static async Task<bool> IsExposedAsync(string path, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = Path.GetDirectoryName(path)!, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["check-ignore", "--quiet", "--", Path.GetFileName(path)])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var git = Process.Start(start)!;
            await git.WaitForExitAsync(cancellationToken);
            return git.ExitCode == NotIgnored;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
