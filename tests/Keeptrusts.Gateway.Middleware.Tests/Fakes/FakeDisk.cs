using Keeptrusts.Gateway.Middleware.Auditing;
using Microsoft.Win32.SafeHandles;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>The real disk, with writes that a test may fail.</summary>
internal sealed class FakeDisk(Action<SafeFileHandle, ReadOnlyMemory<byte>, long> write) : IJournalDisk
{
    private readonly JournalDisk _real = new();

    public SafeFileHandle Open(string path) => _real.Open(path);

    public void Write(SafeFileHandle file, ReadOnlyMemory<byte> bytes, long offset) => write(file, bytes, offset);

    public void SetLength(SafeFileHandle file, long length) => _real.SetLength(file, length);

    public void Sync(SafeFileHandle file) => _real.Sync(file);

    public void SyncFolder(string path) => _real.SyncFolder(path);
}
