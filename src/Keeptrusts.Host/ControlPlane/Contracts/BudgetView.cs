using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A budget as the API shows it, in the window that now is.</summary>
/// <param name="Scope"><c>org</c>, <c>team</c>, <c>key</c>, <c>user</c> or <c>user_template</c>.</param>
/// <param name="Id">The member; of a key the first of its rotation chain.</param>
/// <param name="Name">A key's name; <see langword="null"/> for others.</param>
/// <param name="Window"><c>hour</c>, <c>day</c>, <c>week</c>, <c>month</c> or <c>total</c>.</param>
/// <param name="SoftCapUsd">Spend that warns.</param>
/// <param name="HardCapUsd">Spend that is never passed: the lowest of those that count.</param>
/// <param name="SpentUsd">Settled.</param>
/// <param name="ReservedUsd">Leased to gateways for calls that run.</param>
/// <param name="RemainingUsd">What the hard cap leaves.</param>
/// <param name="OverrunUsd">Billed beyond what was reserved and not cleared; above zero the budget is closed.</param>
/// <param name="ResetsAt">When the window ends; <see langword="null"/>: never.</param>
/// <param name="Sources">Where its caps stand: policies of documents as <c>configuration/policy</c>, <c>budget</c> for those set here, <c>key</c>, <c>template</c>.</param>
/// <param name="Caps">The caps by where they stand. What a configuration caps binds the keys that it governs, so one key may come under $1,000 where another's $50 is the lowest.</param>
internal sealed record BudgetView(
    string Scope,
    string Id,
    string? Name,
    string Window,
    decimal? SoftCapUsd,
    decimal? HardCapUsd,
    decimal SpentUsd,
    decimal ReservedUsd,
    decimal? RemainingUsd,
    decimal OverrunUsd,
    DateTimeOffset? ResetsAt,
    IReadOnlyList<string> Sources,
    IReadOnlyList<BudgetCapSource> Caps);

/// <summary>The caps that one place sets for a budget.</summary>
/// <param name="Source">The place, as in <c>sources</c>.</param>
/// <param name="SoftCapUsd">Spend that warns.</param>
/// <param name="HardCapUsd">Spend that is never passed.</param>
internal sealed record BudgetCapSource(string Source, decimal? SoftCapUsd, decimal? HardCapUsd);

/// <summary>Body of <c>PUT /v1/budgets</c>.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Id">The member; not for <c>org</c>.</param>
/// <param name="Window">The window.</param>
/// <param name="SoftCapUsd">Spend that warns; <see langword="null"/>: none.</param>
/// <param name="HardCapUsd">Spend that is never passed; <see langword="null"/>: none.</param>
/// <param name="ClearOverrun">Opens the budget again after an overrun; the caps may then be left out, and stay.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BudgetWish(string? Scope, string? Id, string? Window, decimal? SoftCapUsd = null, decimal? HardCapUsd = null, bool ClearOverrun = false);

/// <summary>A cap as it is written down.</summary>
internal sealed record BudgetCapView(string Scope, string Id, string Window, decimal? SoftCapUsd, decimal? HardCapUsd);
