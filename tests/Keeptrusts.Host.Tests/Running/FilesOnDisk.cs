using System.Text;

namespace Keeptrusts.Host.Tests.Running;

/// <summary>What a thief of the disk reads, also while a host runs.</summary>
internal static class FilesOnDisk
{
    /// <summary>
    /// No file below a folder has a text. A database's side files come before the database: one that goes meanwhile, with the last connection of a pool
    /// that any test may clear, is in the database then.
    /// </summary>
    public static async Task MustNotHaveAsync(string text, string folder)
    {
        var read = 0;
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock"); // empty, and the host's alone
        foreach (var file in files.OrderByDescending(path => path.Contains(".db-", StringComparison.Ordinal)))
        {
            try
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var copy = new StreamReader(stream, Encoding.Latin1);
                Assert.DoesNotContain(text, await copy.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
                read += file.EndsWith(".db", StringComparison.Ordinal) ? 1 : 0;
            }
            catch (FileNotFoundException) when (file.Contains(".db-", StringComparison.Ordinal))
            {
                // Its database is read after it.
            }
        }

        Assert.True(read > 0, "no database was read, so this tested nothing");
    }
}
