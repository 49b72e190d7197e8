using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>What a new token will be, after every check of what was asked for.</summary>
internal sealed record TokenTerms(KeyKind Kind, string? TeamId, IReadOnlyList<string> Roles, TimeSpan? Lifetime)
{
    public const string GatewayType = "gateway";
    public const string ControlType = "control";

    /// <summary>Checks a wish against the rules and against what the caller may do.</summary>
    public static Outcome<TokenTerms> Check(Principal caller, NewToken wanted, IReadOnlyCollection<string> teams)
    {
        if (wanted.TokenType is not (null or GatewayType or ControlType))
        {
            return new Refusal(RefusalKind.Invalid, $"`{wanted.TokenType}` is not a type of token; use `gateway` for calls to models, `control` for this API");
        }

        var kind = wanted.TokenType == ControlType ? KeyKind.Control : KeyKind.Gateway;
        if (caller.Lacks(kind == KeyKind.Control ? Permission.Administer : Permission.ManageKeys) is { } lack)
        {
            return lack;
        }

        if (NameRules.CheckName(wanted.Name, "name") is { } badName)
        {
            return badName;
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

        return CheckRoles(kind, team, wanted.Roles ?? []).Refused(out var refusal, out var roles)
            ? refusal
            : new TokenTerms(kind, team, roles, lifetime);
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

        return team is null && !roles.Contains(Access.Roles.Admin)
            ? new Refusal(RefusalKind.Invalid, "a control token needs a team (`--team-id`; `team_id` in the API), unless its role is `admin` (`--role admin`)")
            : Outcome<IReadOnlyList<string>>.Of(roles);
    }
}
