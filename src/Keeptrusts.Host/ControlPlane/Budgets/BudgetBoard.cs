using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;
using Team = Keeptrusts.Host.Records.Team;
using TokenRecord = Keeptrusts.Host.Records.Token;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>Every budget that applies to somebody, whether it stands in a document, was set here, or came with a key, and how it stands now.</summary>
internal sealed class BudgetBoard(
    ILeaseStore ledger, IBudgetDirectory directory, KeyCaps caps, ITeamStore teams, ITokenDirectory tokens, IBudgetFlush gateway, TimeProvider time)
{
    /// <summary>The budgets that the caller may see.</summary>
    public async Task<IReadOnlyList<BudgetView>> ListAsync(Principal caller, CancellationToken cancellationToken) =>
        (await PageAsync(caller, new(), 0, int.MaxValue, cancellationToken)).Data;

    /// <summary>A part of them, in order; only of those shown is the book read.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="filter">Which.</param>
    /// <param name="skip">How many come before.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<BudgetPage> PageAsync(Principal caller, BudgetFilter filter, int skip, int most, CancellationToken cancellationToken)
    {
        // What this process's gateway has settled is in the book before it is read.
        await gateway.FlushAsync(cancellationToken);
        var live = tokens.All.Where(token => token.Type == KeyKind.Gateway && token.RevokedAt is null && !(token.ExpiresAt <= time.GetUtcNow()) && caller.Sees(token.TeamId)).ToList();
        var keys = new Lazy<Dictionary<string, TokenRecord>>(() => live.GroupBy(token => token.LineageId, StringComparer.Ordinal).ToDictionary(each => each.Key, each => each.First(), StringComparer.Ordinal));
        // Of one team's budgets its own keys say all; any key may say something of the others.
        var asked = filter is { Team: { } team, Scopes: [BudgetScope.Team] } ? live.Where(token => (token.TeamId ?? Team.DefaultId) == team) : live;
        var wanted = (await FoundAsync(caller, asked, cancellationToken))
            .Where(each => each.Key.Scope != BudgetScope.Org || caller.May(Permission.Administer))
            .Where(each => (filter.Scopes.Count == 0 || filter.Scopes.Contains(each.Key.Scope)) && Fits(each.Key, filter, keys))
            .OrderBy(each => each.Key.Scope).ThenBy(each => each.Key.Member, StringComparer.Ordinal).ThenBy(each => each.Key.Window)
            .ToList();
        var shown = wanted.Skip(skip).Take(most).ToList();
        var standings = await ledger.ReadAsync([.. shown.Select(each => each.Key)], cancellationToken);
        return new([.. shown.Select((each, i) => each.Value.View(each.Key, Name(each.Key, keys), standings[i]))], wanted.Count);
    }

    private static bool Fits((BudgetScope Scope, string Member, BudgetWindow Window) key, BudgetFilter filter, Lazy<Dictionary<string, TokenRecord>> keys) =>
        (filter.Team is not { } team || (key.Scope == BudgetScope.Team ? key.Member == team : key.Scope != BudgetScope.Key || keys.Value.GetValueOrDefault(key.Member)?.TeamId == team))
        && (filter.Text is not { } text || key.Member.Contains(text, StringComparison.OrdinalIgnoreCase) || Name(key, keys)?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);

    private static string? Name((BudgetScope Scope, string Member, BudgetWindow Window) key, Lazy<Dictionary<string, TokenRecord>> keys) =>
        key.Scope == BudgetScope.Key ? keys.Value.GetValueOrDefault(key.Member)?.Name : null;

    // A team's caps may reach it through the configurations of its keys alone, so the keys are asked whatever is wanted.
    private async Task<Dictionary<(BudgetScope Scope, string Member, BudgetWindow Window), AppliedCaps>> FoundAsync(Principal caller, IEnumerable<TokenRecord> live, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(BudgetScope Scope, string Member, BudgetWindow Window), AppliedCaps>();
        foreach (var team in (await teams.ListAsync(cancellationToken)).Where(team => caller.Sees(team.Id)))
        {
            Gather(found, caps.Of(new() { Id = "", Name = "", TeamId = team.Id, LineageId = "" }).Where(cap => cap.Scope is BudgetScope.Team or BudgetScope.Org));
        }

        foreach (var token in live)
        {
            Gather(found, caps.Of(KeyRecords.Of(token)));
        }

        if (caller.May(Permission.Administer))
        {
            Gather(found, directory.All.Select(budget => new KeyCap(budget.Scope, budget.MemberId, budget.Window, Dollars(budget.SoftCapNano), Dollars(budget.HardCapNano), "budget")));
        }

        return found;
    }

    private static void Gather(Dictionary<(BudgetScope Scope, string Member, BudgetWindow Window), AppliedCaps> found, IEnumerable<KeyCap> caps)
    {
        foreach (var cap in caps)
        {
            if (!found.TryGetValue(cap.Budget, out var applied))
            {
                found[cap.Budget] = applied = new();
            }

            applied.Take(cap.Soft, cap.Hard, cap.Source);
        }
    }

    private static decimal? Dollars(long? nano) => nano is { } amount ? NanoDollars.ToDollars(amount) : null;
}
