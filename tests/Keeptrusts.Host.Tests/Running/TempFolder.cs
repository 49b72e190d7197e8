namespace Keeptrusts.Host.Tests.Running;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("kt-test-").FullName;

    public string Write(string name, string text)
    {
        var path = Path.Combine(Location, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
