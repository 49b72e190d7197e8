using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>Every budget that applies to somebody, whether it stands in a document, was set here, or came with a key, and how it stands now.</summary>
internal sealed class BudgetBoard(
    ILeaseStore ledger, IBudgetDirectory directory, IPolicySource policies, ITeamStore teams, ITokenDirectory tokens, IBudgetFlush gateway, TimeProvider time)
{
    /// <summary>The budgets that the caller may see.</summary>
    public async Task<IReadOnlyList<BudgetView>> ListAsync(Principal caller, CancellationToken cancellationToken)
    {
        // What this process's gateway has settled is in the book before it is read.
        await gateway.FlushAsync(cancellationToken);
        var found = new Dictionary<(BudgetScope Scope, string Member, BudgetWindow Window), Applied>();
        foreach (var team in (await teams.ListAsync(cancellationToken)).Where(team => caller.Sees(team.Id)))
        {
            Gather(found, new() { Id = "", Name = "", TeamId = team.Id, LineageId = "" }, rule => rule.Scope is BudgetScope.Team or BudgetScope.Org);
        }

        var now = time.GetUtcNow();
        var live = tokens.All.Where(token => token.Type == KeyKind.Gateway && token.RevokedAt is null && !(token.ExpiresAt <= now) && caller.Sees(token.TeamId)).ToList();
        foreach (var token in live)
        {
            Gather(found, KeyRecords.Of(token), rule => rule.Scope != BudgetScope.User || token.Owner is not null);
        }

        foreach (var budget in directory.All.Where(_ => caller.May(Permission.Administer)))
        {
            found.TryAdd((budget.Scope, budget.MemberId, budget.Window), new());
            found[(budget.Scope, budget.MemberId, budget.Window)].Take(Dollars(budget.SoftCapNano), Dollars(budget.HardCapNano), "budget");
        }

        var views = new List<BudgetView>(found.Count);
        foreach (var (key, applied) in found.Where(each => each.Key.Scope != BudgetScope.Org || caller.May(Permission.Administer))
            .OrderBy(each => each.Key.Scope).ThenBy(each => each.Key.Member, StringComparer.Ordinal).ThenBy(each => each.Key.Window))
        {
            var standing = await ledger.ReadAsync(key.Scope, key.Member, key.Window, cancellationToken);
            var name = key.Scope == BudgetScope.Key ? live.Find(token => token.LineageId == key.Member)?.Name : null;
            views.Add(View(key, name, applied, standing));
        }

        return views;
    }

    private void Gather(Dictionary<(BudgetScope Scope, string Member, BudgetWindow Window), Applied> found, KeyRecord key, Func<BudgetRule, bool> wanted)
    {
        if (policies.Resolve(key) is { } configuration)
        {
            var context = new PolicyContext { Team = key.TeamId, Key = key.Name, User = key.Owner, Roles = key.Roles };
            foreach (var rule in configuration.Plan.Scope(context, time.GetUtcNow()).Budgets.Where(wanted))
            {
                var member = Member(rule.Scope, key);
                if (rule.Id is null || rule.Scope == BudgetScope.Org || rule.Id == member || (rule.Scope == BudgetScope.Key && (rule.Id == key.Id || rule.Id == key.Name)))
                {
                    Add(found, rule, member, $"{configuration.Name}/{rule.Policy}");
                }
            }
        }

        foreach (var rule in directory.For(key).Where(wanted))
        {
            Add(found, rule, rule.Id ?? Member(rule.Scope, key), rule.Policy);
        }
    }

    private static void Add(Dictionary<(BudgetScope Scope, string Member, BudgetWindow Window), Applied> found, BudgetRule rule, string member, string source)
    {
        found.TryAdd((rule.Scope, member, rule.Window), new());
        found[(rule.Scope, member, rule.Window)].Take(rule.SoftCapUsd, rule.HardCapUsd, source);
    }

    private static string Member(BudgetScope scope, KeyRecord key) => scope switch
    {
        BudgetScope.Org => "org",
        BudgetScope.Team => key.TeamId,
        BudgetScope.Key => key.LineageId,
        BudgetScope.UserTemplate => $"{key.Owner}/{key.Template}",
        _ => key.Owner ?? "",
    };

    private static BudgetView View((BudgetScope Scope, string Member, BudgetWindow Window) key, string? name, Applied applied, BudgetStanding standing)
    {
        var (spent, reserved) = (NanoDollars.ToDollars(standing.Spent), NanoDollars.ToDollars(standing.Reserved));
        return new(
            ScopeNames.Of(key.Scope),
            key.Member,
            name,
            ScopeNames.Of(key.Window),
            applied.Soft,
            applied.Hard,
            spent,
            reserved,
            applied.Hard is { } hard ? Math.Max(0, hard - spent - reserved) : null,
            NanoDollars.ToDollars(standing.Overrun),
            CalendarWindow.End(key.Window, standing.From),
            [.. applied.Sources]);
    }

    private static decimal? Dollars(long? nano) => nano is { } amount ? NanoDollars.ToDollars(amount) : null;

    /// <summary>The lowest caps of one budget, and where they stand.</summary>
    private sealed class Applied
    {
        public decimal? Soft { get; private set; }

        public decimal? Hard { get; private set; }

        public SortedSet<string> Sources { get; } = new(StringComparer.Ordinal);

        public void Take(decimal? soft, decimal? hard, string source)
        {
            Soft = soft is { } warns && !(Soft <= warns) ? warns : Soft;
            Hard = hard is { } stops && !(Hard <= stops) ? stops : Hard;
            Sources.Add(source);
        }
    }
}
