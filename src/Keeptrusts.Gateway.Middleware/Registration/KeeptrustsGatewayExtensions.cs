using Keeptrusts.Gateway.Middleware.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keeptrusts.Gateway.Middleware.Registration;

/// <summary>Adds the gateway to an ASP.NET host.</summary>
public static class KeeptrustsGatewayExtensions
{
    /// <summary>
    /// Registers the gateway. Ports that the host registered before (keys, policy source, secrets) are kept.
    /// </summary>
    public static IServiceCollection AddKeeptrustsGateway(this IServiceCollection services, Action<GatewayOptions>? configure = null)
    {
        services.AddOptions<GatewayOptions>().Configure(o => configure?.Invoke(o));
        return services;
    }

    /// <summary>Maps <c>/v1/*</c> and the health routes; unknown routes below <c>/v1</c> get 404 in OpenAI's shape.</summary>
    public static IEndpointConventionBuilder MapKeeptrustsGateway(this IEndpointRouteBuilder endpoints) => throw new NotImplementedException();
}
