using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>
/// What this gateway may spend of one budget under one cap, in nano-dollars since the epoch began. Guarded by the ledger's lock. With an authority, room
/// is what it granted; without one, what the cap leaves.
/// </summary>
internal sealed class BudgetPool(BudgetAccount account, long? cap, BudgetEpoch epoch)
{
    public BudgetAccount Account { get; } = account;

    /// <summary>The hard cap; <see langword="null"/>: none, so that spend is only counted.</summary>
    public long? Cap { get; } = cap;

    public BudgetEpoch Epoch { get; } = epoch;

    public long Granted { get; set; }

    public long Returned { get; set; }

    public long Settled { get; set; }

    public long Reserved { get; set; }

    public long Overrun { get; set; }

    /// <summary>Whether a call took from it since the last look.</summary>
    public bool Used { get; set; }

    /// <summary>The last recall that was answered.</summary>
    public long Recall { get; set; }

    /// <summary>Whether a wish was denied, of which a late copy may yet be granted: the next look makes such copies void.</summary>
    public bool Denied { get; set; }

    /// <summary>Counts what made earlier wishes void: the authority grants none with a smaller number.</summary>
    public int Void { get; set; }

    /// <summary>Whether a wish may have been granted without an answer, so that the authority has to be asked what there is.</summary>
    public bool Unsure { get; set; }

    /// <summary>The last report that the authority has.</summary>
    public PoolReport? Told { get; set; }

    /// <summary>What was granted and neither settled nor returned; without a cap nothing is granted, and what is held counts.</summary>
    public long Outstanding => Cap is null ? Reserved : Granted - Returned - Settled;

    /// <summary>What a call may take without asking anybody.</summary>
    public long Room => Cap is not { } most ? long.MaxValue
        : Epoch.Id is null ? most - Account.Committed
        : Granted - Returned - Settled - Reserved;

    /// <summary>What the cap leaves everywhere, as far as it is known here.</summary>
    public long Left => Cap is not { } most ? long.MaxValue
        : Epoch.Id is null ? most - Account.Committed
        : Room + Math.Max(0, most - Account.CommittedElsewhere);

    /// <summary>Whether the authority knows less than this.</summary>
    public bool Changed => Unsure || Denied || (Told is not { } told
        ? Settled + Reserved + Overrun > 0
        : told.Settled != Settled || told.Returned != Returned || told.Reserved != Reserved || told.Overrun != Overrun);

    public PoolReport Report(long need = 0, long want = 0) => new()
    {
        Budget = Account.Key,
        CapNano = Cap ?? long.MaxValue,
        Settled = Settled,
        Returned = Returned,
        Reserved = Reserved,
        Overrun = Overrun,
        Sequence = Void,
        Recall = Recall,
        NeedGranted = need,
        WantGranted = want,
    };

    /// <summary>Wishes of before may be granted no more, and what there is has to be heard.</summary>
    public void VoidWishes()
    {
        Void++;
        (Unsure, Denied) = (true, false);
    }

    /// <summary>Gives back what no call holds. From now on it is gone, whether or not the authority has heard of it.</summary>
    /// <returns>How much.</returns>
    public long ReturnIdle()
    {
        var idle = Cap is null ? 0 : Math.Max(0, Room);
        Returned += idle;
        return idle;
    }

    public JournalBudget ToJournal() => new(BudgetNames.Of(Account.Scope), Account.Id, BudgetNames.Of(Account.Window), Account.From, 0, Cap);

    /// <summary>What the head of a journal's segment says of it.</summary>
    public JournalBudget ToBalance() => ToJournal() with { Nano = Settled, Overrun = Overrun, Epoch = Epoch.Id };
}
