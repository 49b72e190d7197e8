using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>Sets and removes caps, and opens budgets again that an overrun closed.</summary>
internal sealed class BudgetService(IBudgetStore store, IBudgetDirectory directory, ITeamStore teams, ITokenDirectory tokens, AuditTrail audit, TimeProvider time)
{
    /// <summary>Nano-dollars of more would not fit, and a lower cap than was asked for would be in force.</summary>
    private const decimal MaxCapUsd = 1_000_000_000;

    public async Task<Outcome<Budget>> PutAsync(Principal caller, BudgetWish wanted, CancellationToken cancellationToken)
    {
        if ((await NamedAsync(caller, wanted.Scope, wanted.Id, wanted.Window, cancellationToken)).Refused(out var refusal, out var named))
        {
            return refusal;
        }

        var before = Find(named);
        var capsGiven = wanted.SoftCapUsd is not null || wanted.HardCapUsd is not null;
        if (Check(wanted, capsGiven) is { } bad)
        {
            return bad;
        }

        if (wanted.ClearOverrun)
        {
            var cleared = await store.ClearOverrunAsync(
                named.Scope, named.MemberId, named.Window, audit.Entry(caller, "budget.clear_overrun", Name(named), null, Json(named)), cancellationToken);
            if (!capsGiven)
            {
                return cleared ? before ?? named : new Refusal(RefusalKind.NotFound, $"the {Spell(named)} is not closed by an overrun, so there is nothing to clear");
            }
        }

        named.SoftCapNano = wanted.SoftCapUsd is { } soft ? NanoDollars.FromDollars(soft) : null;
        named.HardCapNano = wanted.HardCapUsd is { } hard ? NanoDollars.FromDollars(hard) : null;
        await store.PutAsync(named, audit.Entry(caller, "budget.set", Name(named), before is null ? null : Json(before), Json(named)), cancellationToken);
        directory.Load(await store.ListAsync(cancellationToken));
        return named;
    }

    public async Task<Outcome<Budget>> RemoveAsync(Principal caller, string? scope, string? id, string? window, CancellationToken cancellationToken)
    {
        if ((await NamedAsync(caller, scope, id, window, cancellationToken)).Refused(out var refusal, out var named))
        {
            return refusal;
        }

        if (Find(named) is not { } known)
        {
            return new Refusal(RefusalKind.NotFound, $"no cap is set here for the {Spell(named)}; caps of policy documents are changed in the document");
        }

        await store.RemoveAsync(known, audit.Entry(caller, "budget.remove", Name(known), Json(known), null), cancellationToken);
        directory.Load(await store.ListAsync(cancellationToken));
        return known;
    }

    /// <summary>Why a manager may not change a budget that they see: teams, and whoever is in several of them, are the organisation's to limit.</summary>
    public Refusal? Unchangeable(Principal caller, BudgetScope scope, string member) =>
        scope == BudgetScope.Key || (scope == BudgetScope.User && IsOnlyOf(caller, member)) ? null : caller.Lacks(Permission.Administer);

    private static Refusal? Check(BudgetWish wanted, bool capsGiven) =>
        !capsGiven && !wanted.ClearOverrun ? Invalid("give a cap: `hard_cap_usd`, `soft_cap_usd` or both")
        : wanted.SoftCapUsd <= 0 || wanted.HardCapUsd <= 0 ? Invalid("a cap must be above zero; revoke the keys to stop all spend")
        : wanted.SoftCapUsd > MaxCapUsd || wanted.HardCapUsd > MaxCapUsd ? Invalid("a cap must be at most a thousand million US dollars; remove it where nothing shall stop spend")
        : wanted.SoftCapUsd > wanted.HardCapUsd ? Invalid("the soft cap is above the hard cap, so it could never warn")
        : null;

    private async Task<Outcome<Budget>> NamedAsync(Principal caller, string? scopeName, string? id, string? windowName, CancellationToken cancellationToken)
    {
        if (ScopeNames.FindScope(scopeName) is not { } scope)
        {
            return Invalid("`scope` must be org, team, key, user or user_template");
        }

        if (ScopeNames.FindWindow(windowName) is not { } window)
        {
            return Invalid($"`window` must be {string.Join(", ", ScopeNames.Windows)}");
        }

        var member = scope == BudgetScope.Org ? "org" : id;
        if (string.IsNullOrWhiteSpace(member))
        {
            return Invalid("`id` is missing: the team, key, user or user/template that is meant");
        }

        if (scope == BudgetScope.Key)
        {
            var key = tokens.All.FirstOrDefault(token => token.Type == KeyKind.Gateway && (token.Id == member || token.LineageId == member || (token.Name == member && token.RevokedAt is null)) && caller.Sees(token.TeamId));
            if (key is null)
            {
                return new Refusal(RefusalKind.NotFound, "there is no such key; `kt tokens list` shows those there are");
            }

            return Made(scope, key.LineageId, window);
        }

        if (Unchangeable(caller, scope, member) is { } lack)
        {
            return lack;
        }

        return scope == BudgetScope.Team && !(await teams.ListAsync(cancellationToken)).Any(team => team.Id == member)
            ? new Refusal(RefusalKind.NotFound, "there is no such team; `kt team list` shows those there are")
            : Made(scope, member, window);
    }

    private bool IsOnlyOf(Principal caller, string user)
    {
        var keys = tokens.All.Where(token => token.Type == KeyKind.Gateway && token.Owner == user).ToList();
        return keys.Count > 0 && keys.TrueForAll(token => caller.Sees(token.TeamId));
    }

    private Budget Made(BudgetScope scope, string member, BudgetWindow window) => new() { Scope = scope, MemberId = member, Window = window, UpdatedAt = time.GetUtcNow() };

    private Budget? Find(Budget named) => directory.All.FirstOrDefault(budget => budget.Scope == named.Scope && budget.MemberId == named.MemberId && budget.Window == named.Window);

    private static string Name(Budget budget) => $"{ScopeNames.Of(budget.Scope)}:{budget.MemberId}:{ScopeNames.Of(budget.Window)}";

    private static string Spell(Budget budget) => $"{ScopeNames.Of(budget.Window)} budget of {ScopeNames.Of(budget.Scope)} `{budget.MemberId}`";

    private static string Json(Budget budget) => JsonSerializer.Serialize(
        new(ScopeNames.Of(budget.Scope), budget.MemberId, ScopeNames.Of(budget.Window), Dollars(budget.SoftCapNano), Dollars(budget.HardCapNano)), ControlJson.Default.BudgetCapView);

    private static decimal? Dollars(long? nano) => nano is { } amount ? NanoDollars.ToDollars(amount) : null;

    private static Refusal Invalid(string message) => new(RefusalKind.Invalid, message);
}
