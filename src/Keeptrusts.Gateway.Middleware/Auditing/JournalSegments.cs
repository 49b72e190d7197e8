using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>The journal's files: <c>journal-0000000001.ndjson</c> and so on.</summary>
internal sealed class JournalSegments(string directory)
{
    private const string Prefix = "journal-";
    private const string Suffix = ".ndjson";

    public string PathOf(long number) => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:0000000000}{Suffix}"));

    /// <summary>The numbers of the segments that are there, oldest first.</summary>
    public IReadOnlyList<long> Numbers() =>
    [
        .. Directory.EnumerateFiles(directory, Prefix + "*" + Suffix)
            .Select(path => long.Parse(Path.GetFileName(path).AsSpan()[Prefix.Length..^Suffix.Length], CultureInfo.InvariantCulture))
            .Order(),
    ];

    public static bool TryShorten(SafeFileHandle file, long length)
    {
        try
        {
            RandomAccess.SetLength(file, length);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return false;
        }
    }

    public void DeleteBefore(long number)
    {
        foreach (var old in Numbers().TakeWhile(found => found < number))
        {
            File.Delete(PathOf(old));
        }
    }
}
