using Keeptrusts.Host.Composition;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;
using Microsoft.Data.Sqlite;

namespace Keeptrusts.Host.Tests.Runtime;

public sealed class PolicyFileWatcherTests : IDisposable
{
    private const string Good =
        """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy:
          pii-detector: { action: block }
        """;

    private readonly TempFolder _folder = new();
    private readonly List<string> _said = [];

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Look_ChangedFile_IsPutIntoForce()
    {
        var (watcher, services, file) = await StartAsync();
        await watcher.LookAsync(CancellationToken.None);
        Assert.Equal("local-gw@1", services.Configurations.Deployed["local-gw"].Label);
        Assert.Equal([$"policy: {file} changed; local-gw@1 is in force"], _said);

        await watcher.LookAsync(CancellationToken.None);
        Assert.Single(_said);
    }

    [Fact]
    public async Task Look_BrokenFile_KeepsTheOldPlanAndSaysSo()
    {
        var (watcher, services, file) = await StartAsync();
        await watcher.LookAsync(CancellationToken.None);
        _folder.Write("p.yaml", Good.Replace("block", "blok", StringComparison.Ordinal));

        await watcher.LookAsync(CancellationToken.None);

        Assert.Equal("local-gw@1", services.Configurations.Deployed["local-gw"].Label);
        Assert.StartsWith($"{file}(4,", _said[1], StringComparison.Ordinal);
        Assert.Equal($"policy: {file} changed and does not load; the version before stays in force", _said[^1]);
    }

    [Fact]
    public async Task Look_MissingFile_ChangesNothing()
    {
        var (watcher, services, file) = await StartAsync();
        await watcher.LookAsync(CancellationToken.None);
        File.Delete(file);
        await watcher.LookAsync(CancellationToken.None);
        Assert.Equal("local-gw@1", services.Configurations.Deployed["local-gw"].Label);
        Assert.Single(_said);
    }

    private async Task<(PolicyFileWatcher Watcher, HostServices Services, string File)> StartAsync()
    {
        var services = new HostServices(await ControlDatabase.OpenAsync(_folder.Location, CancellationToken.None), TimeProvider.System, _ => null);
        var file = _folder.Write("p.yaml", Good);
        return (new PolicyFileWatcher(file, "local-gw", services.Deployment, TimeProvider.System, _said.Add), services, file);
    }
}
