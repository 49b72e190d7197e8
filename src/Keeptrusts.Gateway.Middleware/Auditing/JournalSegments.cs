using System.Globalization;
using System.Text;

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

    /// <summary>
    /// Copies what will be cut off a segment into a file beside it, unless it is one unfinished line. Lines that make no sense were never acknowledged
    /// where the disk kept what it was told to keep; where it did not, somebody will want to look at them.
    /// </summary>
    public void PutAside(long number, long offset)
    {
        using var segment = new FileStream(PathOf(number), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        segment.Position = offset;
        using var rest = new StreamReader(segment, Encoding.Latin1);
        if (rest.ReadLine() is null || rest.EndOfStream)
        {
            return;
        }

        segment.Position = offset;
        using var aside = File.Create(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"cut-{number:0000000000}-{offset}.ndjson")));
        segment.CopyTo(aside);
    }

    public void DeleteBefore(long number)
    {
        foreach (var old in Numbers().TakeWhile(found => found < number))
        {
            File.Delete(PathOf(old));
        }
    }
}
