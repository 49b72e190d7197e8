namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>What sort of line it is: <c>start</c>, <c>hold</c>, <c>settle</c>, <c>epoch</c>, <c>adopt</c>, <c>closed</c>; events have none.</summary>
/// <param name="Record">The sort.</param>
internal sealed record JournalLine(string? Record);

/// <summary>A budget's share of a journal line.</summary>
/// <param name="Scope">The scope, in lower case.</param>
/// <param name="Id">The member.</param>
/// <param name="Window">The window, in lower case.</param>
/// <param name="From">When the window began; the Unix epoch for <c>total</c>.</param>
/// <param name="Nano">Settled spend in nano-dollars; 0 in a hold.</param>
/// <param name="Cap">The hard cap it is held under, in nano-dollars; <see langword="null"/>: none.</param>
/// <param name="Overrun">Usage above holds, in nano-dollars; 0 in a hold.</param>
/// <param name="Epoch">In a balance: the epoch whose leases it was settled from; <see langword="null"/>: none.</param>
internal sealed record JournalBudget(string Scope, string Id, string Window, DateTimeOffset From, long Nano, long? Cap = null, long Overrun = 0, string? Epoch = null);

/// <summary>Money that an attempt has reserved, written before anything is sent.</summary>
/// <param name="Record"><c>hold</c>.</param>
/// <param name="Id">The hold's id.</param>
/// <param name="Nano">The bound, in nano-dollars.</param>
/// <param name="Budgets">The budgets it counts against.</param>
/// <param name="Epoch">The epoch whose leases pay for it; <see langword="null"/>: none.</param>
internal sealed record JournalHold(string Record, string Id, long Nano, IReadOnlyList<JournalBudget> Budgets, string? Epoch = null);

/// <summary>The end of a hold.</summary>
/// <param name="Record"><c>settle</c>.</param>
/// <param name="Hold">The hold's id.</param>
/// <param name="Nano">What is spent, in nano-dollars; never above the hold.</param>
/// <param name="Recovered">Whether the gateway died in between, so that the whole bound is taken as spent.</param>
/// <param name="Overrun">Usage above the hold, in nano-dollars.</param>
internal sealed record JournalSettlement(string Record, string Hold, long Nano, bool Recovered = false, long Overrun = 0);

/// <summary>A time of spending from leases.</summary>
/// <param name="Record">
/// <c>epoch</c>: it begins. <c>adopt</c>: what was spent before there were leases belongs to it. <c>closed</c>: the authority has all of it, so that it need
/// not be remembered.
/// </param>
/// <param name="Epoch">Its id.</param>
internal sealed record JournalEpoch(string Record, string Epoch);

/// <summary>The first line of a segment: all that is needed to go on from here without the segments before.</summary>
/// <param name="Record"><c>start</c>.</param>
/// <param name="Chain">The chain that goes on, or begins.</param>
/// <param name="Seq">Number of the last event before; 0 where the chain begins.</param>
/// <param name="PrevHash">Hash of the last event before.</param>
/// <param name="Balances">Settled spend of the current windows.</param>
/// <param name="Holds">Holds that are open.</param>
/// <param name="Epochs">Epochs that are not closed.</param>
internal sealed record JournalStart(
    string Record,
    string Chain,
    long Seq,
    string PrevHash,
    IReadOnlyList<JournalBudget> Balances,
    IReadOnlyList<JournalHold> Holds,
    IReadOnlyList<string>? Epochs = null);
