using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Api;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.Runtime.Budgets;
using Keeptrusts.Host.Runtime.Nodes;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>Budgets and prices: the book in the database, what the gateway asks, and what the API changes.</summary>
internal sealed class BudgetServices : IBudgetFlush, IRecallNotice
{
    private readonly TimeProvider _time;
    private readonly LeaseStore _ledger;
    private readonly BudgetStore _budgetStore;
    private readonly PriceStore _priceStore;
    private readonly BudgetAuthority _authority;
    private readonly RecallChannel _recalls;
    private IBudgetLeases? _gateway;

    public BudgetServices(ControlDatabase database, TimeProvider time)
    {
        _time = time;
        // A server's clock is the one that all its nodes share; a file's is this machine's.
        _ledger = new(database, database.Provider == DatabaseProvider.Sqlite ? time : null);
        (_budgetStore, _priceStore) = (new(database), new(database));
        _recalls = new(database, time);
        _authority = new(_ledger, time) { Notices = { this, _recalls } };
        Budgets = new(template => TemplateBudget(template));
    }

    /// <summary>For gateways: where they get room. Those on other machines reach the same one.</summary>
    public IBudgetAuthority Authority => _authority;

    /// <summary>Who else hears of recalls, such as the link to other nodes.</summary>
    public IList<IRecallNotice> Notices => _authority.Notices;

    /// <summary>Caps in memory.</summary>
    public BudgetSnapshot Budgets { get; }

    /// <summary>Prices in memory.</summary>
    public PriceSnapshot Prices { get; } = new();

    /// <summary>What a template's <c>self_service.key_budget</c> gives each user; <see langword="null"/>: no limit.</summary>
    public Func<string, (decimal Usd, Policy.Plans.BudgetWindow Window)?> TemplateBudget { get; set; } = _ => null;

    /// <summary>What linked nodes need to know.</summary>
    public NodeBudgets ForNodes => new(Budgets, _priceStore, template => TemplateBudget(template));

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        Budgets.Load(await _budgetStore.ListAsync(cancellationToken));
        Prices.Load(await _priceStore.ListAsync(cancellationToken));
    }

    /// <summary>What the gateway of this process needs of it.</summary>
    public void AddToGateway(IServiceCollection services) => services
        .AddSingleton<IBudgetAuthority>(_authority)
        .AddSingleton<IBudgetSource>(Budgets)
        .AddSingleton<IPriceSource>(Prices);

    /// <summary>The gateway of this process runs.</summary>
    public void Attach(IBudgetLeases gateway) => _gateway = gateway;

    /// <summary>What the control plane needs of it.</summary>
    public void AddTo(IServiceCollection services) => services
        .AddSingleton<ILeaseStore>(_ledger)
        .AddSingleton<IBudgetStore>(_budgetStore)
        .AddSingleton<IPriceStore>(_priceStore)
        .AddSingleton<IBudgetDirectory>(Budgets)
        .AddSingleton<IPriceDirectory>(Prices)
        .AddSingleton<IBudgetFlush>(this)
        .AddSingleton<BudgetService>()
        .AddSingleton<BudgetBoard>()
        .AddSingleton<KeyCaps>()
        .AddSingleton<PriceService>()
        .AddSingleton<IApiRoutes, BudgetEndpoints>()
        .AddSingleton<IApiRoutes, PriceEndpoints>();

    /// <summary>The work behind the scenes: each loop ends when it is told to.</summary>
    public IEnumerable<Func<CancellationToken, Task>> Loops(ILoggerFactory logs) =>
    [
        new BudgetKeeper(_ledger, _budgetStore, Budgets, _priceStore, Prices, _time, logs.CreateLogger<BudgetKeeper>()).RunAsync,
        cancellationToken => _recalls.RunAsync(Heard, cancellationToken),
    ];

    public Task FlushAsync(CancellationToken cancellationToken) => _gateway?.FlushAsync(cancellationToken) ?? Task.CompletedTask;

    public void Recalled(BudgetKey budget, long number) => _gateway?.Recall(budget, number);

    // Another control plane recalls: everybody here hears of it, but it is not told on.
    private void Heard(BudgetKey budget, long number)
    {
        foreach (var notice in _authority.Notices.Where(notice => notice != _recalls))
        {
            notice.Recalled(budget, number);
        }
    }
}
