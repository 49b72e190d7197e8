using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>What a new token will be, after every check of what was asked for.</summary>
internal sealed record TokenTerms(KeyKind Kind, string? TeamId, IReadOnlyList<string> Roles, TimeSpan? Lifetime)
{
    public const string GatewayType = "gateway";
    public const string ControlType = "control";

    private const decimal MaxBudgetUsd = 1_000_000_000;
    private const int MaxModels = 100;

    public string? Owner { get; init; }

    /// <summary>Its template; <see langword="null"/>: none.</summary>
    public string? Template { get; init; }

    public IReadOnlyList<string> AllowedModels { get; init; } = [];

    /// <summary>Checks a wish against the rules and against what the caller may do.</summary>
    public static Outcome<TokenTerms> Check(Principal caller, NewToken wanted, IReadOnlyCollection<string> teams)
    {
        if (wanted.TokenType is not (null or GatewayType or ControlType))
        {
            return new Refusal(RefusalKind.Invalid, $"`{wanted.TokenType}` is not a type of token; use `gateway` for calls to models, `control` for this API");
        }

        var kind = wanted.TokenType == ControlType ? KeyKind.Control : KeyKind.Gateway;
        if ((caller.Lacks(kind == KeyKind.Control ? Permission.Administer : Permission.ManageKeys) ?? CheckTexts(wanted) ?? CheckAmounts(wanted, kind)) is { } bad)
        {
            return bad;
        }

        TimeSpan? lifetime = null;
        if (wanted.ExpiresIn is { } text)
        {
            if (Tokens.Lifetime.Parse(text, "expires_in", out var span) is { } badLifetime)
            {
                return badLifetime;
            }

            lifetime = span;
        }

        var team = wanted.TeamId ?? (kind == KeyKind.Gateway ? caller.TeamId ?? Team.DefaultId : null);
        if (team is not null && (!teams.Contains(team) || !caller.Sees(team)))
        {
            return new Refusal(RefusalKind.NotFound, $"no team `{team}`; {DidYouMean.Clause(team, [.. teams.Where(caller.Sees)], "teams")}. `kt team create {team}` makes one");
        }

        // Whoever may only mint for themselves cannot mint in another's name.
        var forOneself = kind == KeyKind.Gateway && !caller.May(Permission.Manage);
        if (forOneself && wanted.Owner is not null && !caller.Is(wanted.Owner))
        {
            return new Refusal(RefusalKind.Forbidden, $"keys that you make are yours (`{caller.Self}`); ask a manager of the team for a key of `{wanted.Owner}`");
        }

        return CheckRoles(kind, team, wanted.Roles ?? []).Refused(out var refusal, out var roles)
            ? refusal
            : new TokenTerms(kind, team, roles, lifetime)
            {
                Owner = forOneself ? caller.Self : wanted.Owner,
                AllowedModels = wanted.AllowedModels ?? [],
            };
    }

    private static Refusal? CheckTexts(NewToken wanted)
    {
        if ((NameRules.CheckName(wanted.Name, "name") ?? (wanted.Owner is null ? null : NameRules.CheckName(wanted.Owner, "owner"))) is { } bad)
        {
            return bad;
        }

        if (wanted.AllowedModels is { Count: > MaxModels })
        {
            return new(RefusalKind.Invalid, $"`allowed_models` has {wanted.AllowedModels.Count} entries; {MaxModels} are the most, and a glob such as `gpt-4o*` covers many");
        }

        return (wanted.AllowedModels ?? []).Select(m => NameRules.CheckName(m, "allowed_models"))
            .Concat((wanted.Roles ?? []).Select(r => NameRules.CheckName(r, "roles")))
            .FirstOrDefault(problem => problem is not null);
    }

    private static Refusal? CheckAmounts(NewToken wanted, KeyKind kind)
    {
        if (wanted.Budget is <= 0 or > MaxBudgetUsd)
        {
            return new(RefusalKind.Invalid, "`budget` must be more than 0 US dollars and at most a thousand million; leave it out for a key without a budget of its own");
        }

        var forCalls = wanted.Budget is not null || wanted.OnBehalfOf is true || wanted.Template is not null || wanted.Configuration is not null || wanted.AllowedModels is { Count: > 0 };
        return kind == KeyKind.Control && forCalls
            ? new(RefusalKind.Invalid, "a control token calls no models: template, configuration, models, budget and on_behalf_of are for gateway keys")
            : null;
    }

    private static Outcome<IReadOnlyList<string>> CheckRoles(KeyKind kind, string? team, IReadOnlyList<string> wanted)
    {
        if (kind == KeyKind.Gateway)
        {
            // The roles of a gateway key are the policy's business (`rbac`), so any word will do.
            return Outcome<IReadOnlyList<string>>.Of(wanted);
        }

        IReadOnlyList<string> roles = wanted.Count > 0 ? wanted : [Access.Roles.Developer];
        if (roles.FirstOrDefault(r => !Access.Roles.Names.Contains(r)) is { } unknown)
        {
            return new Refusal(RefusalKind.Invalid, $"no role `{unknown}`; {DidYouMean.Clause(unknown, Access.Roles.Names, "roles")}");
        }

        return team is null && !roles.Any(Access.Roles.IsOfOrganisation)
            ? new Refusal(RefusalKind.Invalid, "a control token needs a team (`--team-id`; `team_id` in the API), unless its role is `admin` (`--role admin`)")
            : Outcome<IReadOnlyList<string>>.Of(roles);
    }
}
