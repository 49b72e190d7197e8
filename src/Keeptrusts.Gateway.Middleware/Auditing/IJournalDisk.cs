using Microsoft.Win32.SafeHandles;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>What the journal asks of the disk; a test puts one in place that loses what was not synced.</summary>
internal interface IJournalDisk
{
    /// <summary>Opens a file for writing; makes it where there is none.</summary>
    SafeFileHandle Open(string path);

    void Write(SafeFileHandle file, ReadOnlyMemory<byte> bytes, long offset);

    void SetLength(SafeFileHandle file, long length);

    /// <summary>Returns when the file's contents survive a loss of power.</summary>
    void Sync(SafeFileHandle file);

    /// <summary>Returns when the names in a folder survive a loss of power.</summary>
    void SyncFolder(string path);
}
