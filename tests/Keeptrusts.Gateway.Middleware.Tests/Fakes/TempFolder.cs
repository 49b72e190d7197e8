namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kt-gateway-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
