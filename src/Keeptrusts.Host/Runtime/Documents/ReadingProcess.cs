using System.Globalization;
using Keeptrusts.Host.ControlPlane.Knowledge.Reading;

namespace Keeptrusts.Host.Runtime.Documents;

/// <summary>
/// The program as one that reads a single document, from standard input to standard output, and knows nothing else: no settings, no database, no key. What a
/// hostile file does to a parser (memory, time, a stack that overflows), it does to this process alone.
/// </summary>
internal static class ReadingProcess
{
    /// <summary>The first argument that makes it one. The second is the file's name.</summary>
    public const string Command = "--read-document";

    /// <summary>The exit code where the document took more memory than there is.</summary>
    public const int OutOfMemory = 4;

    /// <summary>Most memory for objects; an allocation beyond it fails.</summary>
    public const long MostHeap = 768L * 1024 * 1024;

    /// <summary>How much longer than a document may take the process may live, for its start and its end.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    public static int Run(string name)
    {
        // Where the host is gone, nobody else ends it.
        using var end = new Timer(_ => Environment.Exit(3), null, DocumentLimits.Longest + Grace, Timeout.InfiniteTimeSpan);
        using var input = System.Console.OpenStandardInput();
        using var output = System.Console.OpenStandardOutput();
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        try
        {
            output.Write(DocumentWire.Write(DocumentReading.Read(name, bytes.ToArray(), TimeProvider.System)));
            return 0;
        }
        catch (OutOfMemoryException)
        {
            return OutOfMemory;
        }
    }

    /// <summary>What its environment has to be: of the host's own, which holds keys, nothing but what the runtime needs.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Environs(IEnumerable<KeyValuePair<string, string>> own) =>
        own.Where(v => v.Key is "PATH" or "HOME" or "TMPDIR" or "TEMP" or "TMP" or "SystemRoot" or "LD_LIBRARY_PATH" || v.Key.StartsWith("DOTNET_ROOT", StringComparison.Ordinal) || v.Key.StartsWith("DOTNET_SYSTEM_", StringComparison.Ordinal))
            .Concat(
            [
                new("DOTNET_GCHeapHardLimit", MostHeap.ToString("X", CultureInfo.InvariantCulture)),
                new("DOTNET_gcServer", "0"),
                new("DOTNET_gcConcurrent", "0"),
                // No dump of what a file made of it, no socket by which somebody could look into it.
                new("DOTNET_DbgEnableMiniDump", "0"),
                new("DOTNET_EnableDiagnostics", "0"),
            ]);
}
