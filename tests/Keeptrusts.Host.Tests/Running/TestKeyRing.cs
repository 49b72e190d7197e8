using Keeptrusts.Host.Runtime.Protection;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keeptrusts.Host.Tests.Running;

/// <summary>A key ring in a folder of the test.</summary>
internal static class TestKeyRing
{
    public static KeyRing In(string folder) => new(
        new(KeyRingKind.DataFolder, Path.Combine(folder, "keys")), new FileSystemXmlRepository(new DirectoryInfo(folder), NullLoggerFactory.Instance), null, TimeProvider.System);
}
