using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Tests.Budgets.Cluster;
using Keeptrusts.Gateway.Middleware.Tests.FailureModes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Keeptrusts.Gateway.Middleware.Tests.FailModes;

/// <summary>A gateway of which everything that it stands on can be taken away: its journal's disk, its budgets' authority, its configuration.</summary>
public sealed class FailingGateway : EveryFace, IHostHealth
{
    public const int MostCalls = 4;

    private FlakyLine? _line;

    /// <summary>Whether the journal's disk is full.</summary>
    public bool DiskFull { get; set; }

    /// <summary>Whether the budgets' authority cannot be reached.</summary>
    public bool AuthorityAway { get => _line!.Cut; set => _line!.Cut = value; }

    /// <summary>Since when the control plane has been away for too long.</summary>
    public DateTimeOffset? StaleSince { get; set; }

    IReadOnlyList<HealthFact> IHostHealth.Facts => [];

    /// <summary>What <c>/readyz</c> says.</summary>
    internal async Task<(int Status, JsonNode Said)> ReadyAsync()
    {
        using var response = await Gateway.Client.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    private protected override Task<TestGateway> StartAsync() => TestGateway.StartAsync(
        configure: options => options.MaxConcurrentCalls = MostCalls,
        disk: new FakeDisk((file, bytes, offset) => RandomAccess.Write(file, DiskFull ? throw new IOException("No space left on device") : bytes.Span, offset)),
        supply: services => services.AddSingleton<IHostHealth>(this).AddSingleton<IBudgetAuthority>(host => _line = new(new FakeAuthority(host.GetRequiredService<TimeProvider>()), new Random(1), 0)));
}
