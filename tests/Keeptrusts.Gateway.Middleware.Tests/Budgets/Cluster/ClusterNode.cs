using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets.Cluster;

/// <summary>One gateway's ledger with its journal, which can be killed and started again.</summary>
internal sealed class ClusterNode : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kt-cluster-").FullName;
    private readonly TimeProvider _time;
    private readonly IOptions<GatewayOptions> _options;

    public ClusterNode(FlakyLine line, TimeProvider time)
    {
        (Line, _time) = (line, time);
        _options = Options.Create(new GatewayOptions { JournalDirectory = _folder });
        Start();
    }

    public FlakyLine Line { get; }

    public Journal Journal { get; private set; } = null!;

    public BudgetLedger Ledger { get; private set; } = null!;

    public BudgetLeases Leases { get; private set; } = null!;

    /// <summary>The process is gone, with all that it had in memory; another one starts in its folder.</summary>
    public void Restart()
    {
        // What a dead process would have said does not arrive any more.
        Line.Cut = true;
        Leases.Dispose();
        Journal.Dispose();
        Line.Cut = false;
        Start();
    }

    public void Dispose()
    {
        Leases.Dispose();
        Journal.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Start()
    {
        Journal = new(_options) { SegmentBytes = 4000 };
        Ledger = new(Journal, _time, leased: true);
        Leases = new(Ledger, Line, _options, _time, NullLogger<BudgetLeases>.Instance);
    }
}
