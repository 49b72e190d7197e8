using Keeptrusts.Host.Records;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Keeptrusts.Host.Composition;

/// <summary>Takes the address of a plane.</summary>
internal static class Listening
{
    /// <returns>Why it could not be taken.</returns>
    public static async Task<Refusal?> StartAsync(WebApplication app, ListenAddress address, string option, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            return null;
        }
        catch (Exception exception) when (ListenProblem.Of(exception, address, option) is { } refusal)
        {
            return refusal;
        }
    }

    /// <summary>Where it really listens.</summary>
    public static string AddressOf(WebApplication app, ListenAddress wanted)
    {
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return (wanted with { Port = new Uri(bound).Port }).Url;
    }
}
