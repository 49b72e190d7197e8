namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>How large a document may be, in each way that one can be large.</summary>
internal static class DocumentLimits
{
    /// <summary>Most bytes of a file.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>Most bytes of a file that is text: all of it is read into memory several times over.</summary>
    public const int MostTextBytes = 4 * 1024 * 1024;

    /// <summary>Most characters of its text.</summary>
    public const int MostCharacters = 1_000_000;

    /// <summary>Most pages.</summary>
    public const int MostPages = 500;

    /// <summary>Most bytes that its compressed parts may become together.</summary>
    public const long MostUnpacked = 100 * 1024 * 1024;

    /// <summary>Most parts of a package.</summary>
    public const int MostParts = 2000;

    /// <summary>Longest that reading it may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
}
