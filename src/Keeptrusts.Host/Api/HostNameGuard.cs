using System.Net;

namespace Keeptrusts.Host.Api;

/// <summary>
/// Refuses requests for foreign host names. A web page can make its own name point here (DNS rebinding) and would then be
/// of one origin with the console; it cannot do so with an address or with <c>localhost</c>.
/// </summary>
internal static class HostNameGuard
{
    public static bool Allows(HostString host)
    {
        var name = host.Host.TrimStart('[').TrimEnd(']');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(name, out _);
    }

    public static IApplicationBuilder UseHostNameGuard(this IApplicationBuilder app) => app.Use(next => context => Allows(context.Request.Host)
        ? next(context)
        : ApiAnswer.ProblemAsync(context, StatusCodes.Status421MisdirectedRequest, "the console answers to `localhost` and to addresses only; open it by one of these, or start with --behind-proxy"));
}
