using Microsoft.Extensions.DependencyInjection;

namespace Keeptrusts.Gateway.Middleware.Registration;

/// <summary>A gateway that is being registered, for what else it shall do.</summary>
public sealed class KeeptrustsGatewayBuilder
{
    internal KeeptrustsGatewayBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }
}
