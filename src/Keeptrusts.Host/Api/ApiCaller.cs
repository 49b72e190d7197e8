using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>Who sent a request: the owner of its control token, else whoever the browser's session belongs to.</summary>
internal sealed class ApiCaller(IPrincipalDirectory principals, ISessionDirectory sessions)
{
    /// <summary>
    /// What a request of the console that changes something carries. No form can send a header, and no script of another origin may, since this plane
    /// answers no preflight.
    /// </summary>
    public const string ConsoleHeader = "X-Keeptrusts-Console";

    private const string Scheme = "Bearer ";

    public Outcome<Principal> Of(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length > 0 || context.User.FindFirst(SessionClaims.User) is null)
        {
            return principals.Identify(header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null);
        }

        return IsForged(context.Request)
            ? new Refusal(RefusalKind.Forbidden, $"a browser's session changes something only from the console itself; send `{ConsoleHeader}: 1` from its own pages, or a control token")
            : sessions.Identify(context.User);
    }

    private static bool IsForged(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return request.Headers["Sec-Fetch-Site"].ToString() is "cross-site";
        }

        return request.Headers[ConsoleHeader].Count == 0 || !SameOrigin.Allows(request);
    }
}
