using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Up;

/// <summary>The options about the OpenID provider as typed; what is absent comes from the environment. The client's secret is never an option, where every user of the machine could read it.</summary>
internal sealed record OidcWishes(string? Authority, string? ClientId, string? Groups, string? GroupsClaim)
{
    private const string Secret = "KEEPTRUSTS_OIDC_CLIENT_SECRET";

    /// <summary>The settings, or none where no provider is named.</summary>
    /// <param name="around">The environment.</param>
    /// <param name="settings">The settings; <see langword="null"/>: no provider.</param>
    /// <returns>What is wrong.</returns>
    public Refusal? Check(CliSurroundings around, out OidcSettings? settings)
    {
        settings = null;
        var clientId = ClientId ?? around.Variable("KEEPTRUSTS_OIDC_CLIENT_ID");
        if ((Authority ?? around.Variable("KEEPTRUSTS_OIDC_AUTHORITY")) is not { } authority)
        {
            return clientId is null ? null : Invalid("--oidc-client-id needs --oidc-authority, the address of the OpenID provider");
        }

        if (!Uri.TryCreate(authority, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            return Invalid($"--oidc-authority: `{authority}` is no https address, such as https://login.example.com");
        }

        if (clientId is null)
        {
            return Invalid("--oidc-authority needs --oidc-client-id, the id under which the provider knows this console");
        }

        var rules = new List<GroupRule>();
        foreach (var text in (Groups ?? around.Variable("KEEPTRUSTS_OIDC_GROUPS") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Rule(text) is not { } rule)
            {
                return Invalid($"--oidc-groups: `{text}` is neither group=admin nor group=team:role (role is {string.Join(", ", Roles.OfMembers)})");
            }

            rules.Add(rule);
        }

        settings = new()
        {
            Authority = authority,
            ClientId = clientId,
            ClientSecret = around.Variable(Secret),
            GroupsClaim = GroupsClaim ?? around.Variable("KEEPTRUSTS_OIDC_GROUPS_CLAIM") ?? "groups",
            Scopes = (around.Variable("KEEPTRUSTS_OIDC_SCOPES") ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries),
            Groups = rules,
        };
        return null;
    }

    private static GroupRule? Rule(string text)
    {
        // A group's name may hold an equals sign (LDAP); what it gives does not.
        var at = text.LastIndexOf('=');
        if (at <= 0)
        {
            return null;
        }

        var (group, gives) = (text[..at].Trim(), text[(at + 1)..].Trim());
        if (gives == Roles.Admin)
        {
            return new(group, null, Roles.Admin);
        }

        return gives.Split(':') is [{ Length: > 0 } team, var role] && Roles.OfMembers.Contains(role) ? new(group, team, role) : null;
    }

    private static Refusal Invalid(string message) => new(RefusalKind.Invalid, message);
}
