using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;
using TokenRecord = Keeptrusts.Host.Records.Token;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>Every budget that applies to somebody, whether it stands in a document, was set here, or came with a key, and how it stands now.</summary>
internal sealed class BudgetBoard(
    ILeaseStore ledger, IBudgetDirectory directory, IPolicySource policies, ITeamStore teams, ITokenDirectory tokens, IBudgetFlush gateway, TimeProvider time)
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
        var wanted = (await FoundAsync(caller, filter.Scopes.Any(scope => scope is not (BudgetScope.Org or BudgetScope.Team)) || filter.Scopes.Count == 0 ? live : [], cancellationToken))
            .Where(each => each.Key.Scope != BudgetScope.Org || caller.May(Permission.Administer))
            .Where(each => (filter.Scopes.Count == 0 || filter.Scopes.Contains(each.Key.Scope)) && Fits(each.Key, filter, keys))
            .OrderBy(each => each.Key.Scope).ThenBy(each => each.Key.Member, StringComparer.Ordinal).ThenBy(each => each.Key.Window)
            .ToList();
        var shown = wanted.Skip(skip).Take(most).ToList();
        var standings = await ledger.ReadAsync([.. shown.Select(each => each.Key)], cancellationToken);
        return new([.. shown.Select((each, i) => View(each.Key, Name(each.Key, keys), each.Value, standings[i]))], wanted.Count);
    }

    private static bool Fits((BudgetScope Scope, string Member, BudgetWindow Window) key, BudgetFilter filter, Lazy<Dictionary<string, TokenRecord>> keys) =>
        (filter.Team is not { } team || (key.Scope == BudgetScope.Team ? key.Member == team : key.Scope != BudgetScope.Key || keys.Value.GetValueOrDefault(key.Member)?.TeamId == team))
        && (filter.Text is not { } text || key.Member.Contains(text, StringComparison.OrdinalIgnoreCase) || Name(key, keys)?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);

    private static string? Name((BudgetScope Scope, string Member, BudgetWindow Window) key, Lazy<Dictionary<string, TokenRecord>> keys) =>
        key.Scope == BudgetScope.Key ? keys.Value.GetValueOrDefault(key.Member)?.Name : null;

    private async Task<Dictionary<(BudgetScope Scope, string Member, BudgetWindow Window), Applied>> FoundAsync(Principal caller, IReadOnlyList<TokenRecord> live, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(BudgetScope Scope, string Member, BudgetWindow Window), Applied>();
        foreach (var team in (await teams.ListAsync(cancellationToken)).Where(team => caller.Sees(team.Id)))
        {
            Gather(found, new() { Id = "", Name = "", TeamId = team.Id, LineageId = "" }, rule => rule.Scope is BudgetScope.Team or BudgetScope.Org);
        }

        foreach (var token in live)
        {
            Gather(found, KeyRecords.Of(token), rule => rule.Scope != BudgetScope.User || token.Owner is not null);
        }

        foreach (var budget in directory.All.Where(_ => caller.May(Permission.Administer)))
        {
            found.TryAdd((budget.Scope, budget.MemberId, budget.Window), new());
            found[(budget.Scope, budget.MemberId, budget.Window)].Take(Dollars(budget.SoftCapNano), Dollars(budget.HardCapNano), "budget");
        }

        return found;
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
