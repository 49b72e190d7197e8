using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>The disk as it is.</summary>
internal sealed class JournalDisk : IJournalDisk
{
    public SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    public void Write(SafeFileHandle file, ReadOnlyMemory<byte> bytes, long offset) => RandomAccess.Write(file, bytes.Span, offset);

    public void SetLength(SafeFileHandle file, long length) => RandomAccess.SetLength(file, length);

    public void Sync(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public void SyncFolder(string path)
    {
        // Windows keeps names in the file system's own journal, and has no such call.
        if (!OperatingSystem.IsWindows() && !TrySync(path))
        {
            throw new IOException("The journal's folder cannot be synced.");
        }
    }

    private static bool TrySync(string path)
    {
        var folder = Open(path + '\0', 0);
        if (folder < 0)
        {
            return false;
        }

        try
        {
            return Sync(folder) == 0;
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static int Open(string path, int flags) => Open(System.Text.Encoding.UTF8.GetBytes(path), flags);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int folder);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int folder);
}
