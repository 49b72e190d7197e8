using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Composition;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;

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
    private readonly FakeHealth _health = new();

    public void Dispose() => _folder.Dispose();

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
        Assert.Equal(("local-gw", "local-gw@1", "KT0005"), _health.Rejected);

        _folder.Write("p.yaml", Good.Replace("block", "warn", StringComparison.Ordinal));
        await watcher.LookAsync(CancellationToken.None);

        Assert.Equal("local-gw@2", services.Configurations.Deployed["local-gw"].Label);
        Assert.Null(_health.Rejected);
    }

    [Fact]
    public async Task Look_MissingFile_KeepsThePlanAndSaysSoOnceItIsNoEditorsDoing()
    {
        var (watcher, services, file) = await StartAsync();
        await watcher.LookAsync(CancellationToken.None);
        File.Delete(file);
        await watcher.LookAsync(CancellationToken.None);
        Assert.Single(_said);
        Assert.Null(_health.Rejected);

        await watcher.LookAsync(CancellationToken.None);
        await watcher.LookAsync(CancellationToken.None);
        Assert.Equal("local-gw@1", services.Configurations.Deployed["local-gw"].Label);
        Assert.Equal($"policy: {file} cannot be read (FileNotFoundException); the version before stays in force", Assert.Single(_said.Skip(1)));
        Assert.Equal(("local-gw", "local-gw@1", "policy_file_unreadable"), _health.Rejected);

        _folder.Write("p.yaml", Good);
        await watcher.LookAsync(CancellationToken.None);
        Assert.Equal(("local-gw@1", null), (services.Configurations.Deployed["local-gw"].Label, _health.Rejected));
        Assert.Equal($"policy: {file} can be read again", _said[^1]);
    }

    [Fact]
    public async Task Look_BrokenFileGoneAndBack_IsStillBroken()
    {
        var (watcher, _, file) = await StartAsync();
        await watcher.LookAsync(CancellationToken.None);
        var broken = Good.Replace("block", "blok", StringComparison.Ordinal);
        _folder.Write("p.yaml", broken);
        await watcher.LookAsync(CancellationToken.None);
        File.Delete(file);
        await watcher.LookAsync(CancellationToken.None);
        await watcher.LookAsync(CancellationToken.None);
        Assert.Equal("policy_file_unreadable", _health.Rejected?.Code);

        _folder.Write("p.yaml", broken);
        await watcher.LookAsync(CancellationToken.None);
        Assert.Equal("KT0005", _health.Rejected?.Code);
    }

    private async Task<(PolicyFileWatcher Watcher, HostServices Services, string File)> StartAsync()
    {
        var services = new HostServices(await ControlDatabase.OpenAsync(DatabaseAddress.Sqlite(_folder.Location), CancellationToken.None), "node_1", TestKeyRing.In(_folder.Location), TimeProvider.System, _ => null, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        var file = _folder.Write("p.yaml", Good);
        return (new PolicyFileWatcher(file, "local-gw", services.Configuring.Deployment, services.Configurations, _health, TimeProvider.System, _said.Add), services, file);
    }

    private sealed class FakeHealth : IConfigurationHealth
    {
        public (string Configuration, string InForce, string Code)? Rejected { get; private set; }

        public ConfigurationRejection? Rejection => null;

        public Task RejectedAsync(string configuration, string inForce, string code)
        {
            Rejected = (configuration, inForce, code);
            return Task.CompletedTask;
        }

        public void Accepted(string configuration) => Rejected = null;
    }
}
