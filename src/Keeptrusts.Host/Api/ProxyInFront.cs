using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Keeptrusts.Host.Api;

/// <summary>What is known where a proxy that ends TLS stands in front.</summary>
internal static class ProxyInFront
{
    /// <param name="app">The plane.</param>
    /// <param name="trusted">Proxies whose <c>X-Forwarded-For</c> says who asks.</param>
    public static void UseProxy(this IApplicationBuilder app, IReadOnlyList<IPNetwork> trusted)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in trusted)
        {
            options.KnownIPNetworks.Add(network);
        }

        if (trusted.Count > 0)
        {
            app.UseForwardedHeaders(options);
        }

        // Whoever said that the proxy ends TLS is believed: cookies are for https alone, and links say https.
        app.Use(next => context =>
        {
            context.Request.Scheme = Uri.UriSchemeHttps;
            return next(context);
        });
    }
}
