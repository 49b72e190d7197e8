using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Teams;

/// <summary>Makes, lists, changes and removes teams: the database first, then what the planes see.</summary>
internal sealed class TeamService(ITeamStore store, ITeamDirectory live, ILiveConfigurations configurations, ITemplateRules templates, AuditTrail audit, TimeProvider time)
{
    private const string AnyTemplate = "*";

    /// <summary>The teams that the caller may see, by id.</summary>
    public async Task<IReadOnlyList<Team>> ListAsync(Principal caller, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Where(t => caller.Sees(t.Id))];

    public async Task<Outcome<Team>> FindAsync(Principal caller, string id, CancellationToken cancellationToken)
    {
        var visible = await ListAsync(caller, cancellationToken);
        return visible.FirstOrDefault(t => t.Id == id) is { } team ? team : Unknown(id, [.. visible.Select(t => t.Id)]);
    }

    /// <summary>Makes a team of an id, or of a name that an id can be made from.</summary>
    public async Task<Outcome<Team>> CreateAsync(Principal caller, NewTeam wanted, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        var id = wanted.Id ?? NameRules.ToId(wanted.Name ?? "");
        var name = wanted.Name ?? id;
        if ((NameRules.CheckId(id, "id") ?? NameRules.CheckName(name, "name")) is { } bad)
        {
            return bad;
        }

        var team = new Team { Id = id, Name = name, CreatedAt = time.GetUtcNow() };
        if (!await store.AddAsync(team, audit.Entry(caller, "team.create", id, null, team), cancellationToken))
        {
            return new Refusal(RefusalKind.Conflict, $"there is already a team `{id}`; use it, or choose another id");
        }

        live.Put(team);
        return team;
    }

    /// <summary>Changes a team, unless it is not as the caller saw it.</summary>
    public async Task<Outcome<Team>> ChangeAsync(Principal caller, string id, TeamChange wanted, Func<Team, Refusal?> precondition, CancellationToken cancellationToken)
    {
        if ((caller.Lacks(Permission.Administer) ?? Check(wanted)) is { } bad)
        {
            return bad;
        }

        var outcome = await store.ChangeAsync(id, team =>
        {
            if (precondition(team) is { } stale)
            {
                return stale;
            }

            var before = TeamView.Of(team);
            team.Name = wanted.Name ?? team.Name;
            team.Configuration = wanted.Configuration is null ? team.Configuration : wanted.Configuration.Length == 0 ? null : wanted.Configuration;
            team.AllowedTemplates = wanted.AllowedTemplates is null ? team.AllowedTemplates : wanted.AllowedTemplates is [AnyTemplate] ? null : wanted.AllowedTemplates;
            return audit.Entry(caller, "team.change", id, before, TeamView.Of(team), ControlJson.Default.TeamView);
        }, cancellationToken);
        if (!outcome.Refused(out _, out var changed))
        {
            live.Put(changed);
        }

        return outcome;
    }

    public async Task<Outcome<Team>> RemoveAsync(Principal caller, string id, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        if ((await FindAsync(caller, id, cancellationToken)).Refused(out var unknown, out var team))
        {
            return unknown;
        }

        if (id == Team.DefaultId)
        {
            return new Refusal(RefusalKind.Conflict, "the team `default` is where keys without a team belong, so it stays");
        }

        if (!await store.RemoveAsync(team, audit.Entry(caller, "team.remove", id, TeamView.Of(team), null, ControlJson.Default.TeamView), cancellationToken))
        {
            return new Refusal(RefusalKind.Conflict, $"team `{id}` has had keys, and its calls stay on record; revoke them with `kt tokens revoke --team-id {id}` instead");
        }

        live.Remove(id);
        return team;
    }

    private Refusal? Check(TeamChange wanted)
    {
        if (wanted.Name is { } name && NameRules.CheckName(name, "name") is { } badName)
        {
            return badName;
        }

        if (wanted.Configuration is { Length: > 0 } configuration && !configurations.Deployed.ContainsKey(configuration))
        {
            return new(RefusalKind.NotFound, $"no configuration `{configuration}` is deployed; {DidYouMean.Clause(configuration, [.. configurations.Deployed.Keys], "configurations")}");
        }

        string[] known = [AnyTemplate, .. templates.Templates.Select(t => t.Name)];
        return wanted.AllowedTemplates?.FirstOrDefault(t => !known.Contains(t)) is { } unknown
            ? new(RefusalKind.NotFound, $"no template `{unknown}`; {DidYouMean.Clause(unknown, known, "templates")}")
            : null;
    }

    internal static Refusal Unknown(string id, IReadOnlyCollection<string> visible) =>
        new(RefusalKind.NotFound, $"no team `{id}`; {DidYouMean.Clause(id, visible, "teams")}. `kt team create {id}` makes one");
}
