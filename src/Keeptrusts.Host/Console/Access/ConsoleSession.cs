using System.Security.Claims;
using Keeptrusts.Host.Api;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;
using Microsoft.AspNetCore.Components.Authorization;

namespace Keeptrusts.Host.Console.Access;

/// <summary>Whose browser this is, for pages. Nothing is remembered: whoever is shut out, or loses a role, is refused by the next thing they do.</summary>
internal sealed class ConsoleSession(AuthenticationStateProvider authentication, ISessionDirectory sessions, ControlApi api)
{
    private ClaimsPrincipal Claims => authentication.GetAuthenticationStateAsync().GetAwaiter().GetResult().User; // it is there before any component is

    /// <summary>The user's id; <see langword="null"/> where nobody is signed in.</summary>
    public string? UserId => Claims.FindFirst(SessionClaims.User)?.Value;

    /// <summary>The team that the header's selector stands at: of administrators a filter, or none; of others the team that they act in.</summary>
    public string? Team => Identify().Refused(out _, out var caller) ? null : caller.TeamId ?? Chosen;

    private string? Chosen => Claims.FindFirst(SessionClaims.Team)?.Value is { Length: > 0 } team ? team : null;

    public Outcome<Principal> Identify() => sessions.Identify(UserId, Claims.FindFirst(SessionClaims.Stamp)?.Value, Chosen);

    /// <summary>The caller, if they may do what an endpoint of the API does. A page does what the API does, so it asks the same table.</summary>
    /// <param name="endpoint">Such as <c>POST /v1/tokens</c>.</param>
    public Outcome<Principal> For(string endpoint)
    {
        if (Identify().Refused(out var refusal, out var caller))
        {
            return refusal;
        }

        return caller.Lacks(api.PermissionOf(endpoint)) is null
            ? caller
            : new Refusal(RefusalKind.Forbidden, $"Your role ({string.Join(", ", caller.Roles.DefaultIfEmpty("none"))}) does not allow this. Ask an administrator.");
    }

    /// <summary>Whether to offer what an endpoint does.</summary>
    public bool May(string endpoint) => !For(endpoint).Refused(out _, out _);

    public IReadOnlyList<(string Team, string Role)> Teams => UserId is { } user ? sessions.TeamsOf(user) : [];
}
