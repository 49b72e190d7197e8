using Keeptrusts.Host.Cli;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Composition;

/// <summary>What a person reads while the host starts.</summary>
internal static class Welcome
{
    public static async Task WriteAsync(CliSurroundings around, HostSettings settings, TurnkeyHost host)
    {
        var plan = host.Deployment.Check.Plan!;
        var policies = string.Join(", ", plan.Chain.Select(p => p.Name));
        var targets = plan.Targets.Count == 0 ? "echo (answers without any account)" : string.Join(", ", plan.Targets.Select(t => t.Id));
        await around.Out.WriteLineAsync($"""
            Keeptrusts, data in {settings.DataFolder}
              gateway  {host.Addresses.Gateway}/v1
              console  {host.Addresses.Control}
              policy   {host.Deployment.Version!.Label}: {policies}
              targets  {targets}
            """);
        if (host.FirstLink is { } link)
        {
            await around.Out.WriteLineAsync($"""

                Sign in to the console, once, within 15 minutes (`{around.CommandName} auth bootstrap` prints a new link):
                  {link.At(host.Addresses.Control)}
                """);
        }

        if (host.IsFresh)
        {
            await around.Out.WriteLineAsync($"""

                Next, in another terminal in this folder:
                  eval "$({around.CommandName} tokens create --type gateway --name my-first-key --team-id default --expires-in 7d)"
                  {Snippets.Curl($"{host.Addresses.Gateway}/v1", SampleModel.Of(plan))}
                  {around.CommandName} events tail

                """);
        }
    }
}
