using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Console;

/// <summary>The first page: is it up, where is it, how does one call it. It shows nothing that needs a sign-in.</summary>
internal sealed class ConsolePage(PlaneAddresses addresses, ILiveConfigurations configurations)
{
    private static readonly string Style = Resource("console.css");
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", WriteAsync);

    private Task WriteAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Html());
    }

    private string Html()
    {
        var deployed = configurations.Deployed.GetValueOrDefault(GatewayNode.LocalId);
        var snippets = Snippets.For($"{addresses.Gateway}/v1", SampleModel.Of(deployed?.Plan));
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Keeptrusts</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>Keeptrusts</h1>
            <p class="{(deployed is null ? "bad" : "good")}" role="status">{(deployed is null ? "The gateway has no configuration in force; it refuses calls." : "The gateway is up.")}</p>
            <dl>
            <dt>Gateway (base URL for SDKs)</dt><dd><code>{Text($"{addresses.Gateway}/v1")}</code></dd>
            <dt>Control plane</dt><dd><code>{Text(addresses.Control)}</code></dd>
            <dt>Configuration in force</dt><dd><code>{Text(deployed?.Label ?? "none")}</code></dd>
            <dt>Health</dt><dd><a href="{Text(addresses.Gateway)}/readyz">gateway</a>, <a href="/healthz">control plane</a></dd>
            </dl>
            <h2>1. Make a key</h2>
            <p>In a terminal on this machine. The key is shown once; the command prints the two variables that the snippets below read.</p>
            <pre tabindex="0"><code>kt tokens create --type gateway --name my-first-key --team-id default --expires-in 7d</code></pre>
            <p class="note">In a clone of the project, the command is <code>./kt</code>.</p>
            <h2>2. Call it</h2>
            {string.Concat(snippets.Select(s => $"<h3>{Text(s.Title)}</h3>\n<pre tabindex=\"0\"><code>{Text(s.Code)}</code></pre>\n"))}
            <h2>3. See what happened</h2>
            <pre tabindex="0"><code>kt events tail</code></pre>
            <p class="note">Keys and events need a sign-in, which this page does not have yet: use the command line until it comes.</p>
            </main>
            </body>
            </html>
            """;
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static string Resource(string name)
    {
        using var stream = typeof(ConsolePage).Assembly.GetManifestResourceStream($"Keeptrusts.Host.Console.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
