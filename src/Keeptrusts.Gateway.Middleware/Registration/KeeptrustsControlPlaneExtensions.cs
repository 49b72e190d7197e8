using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Counters;
using Keeptrusts.Gateway.Middleware.Nodes.Links;
using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Calls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Registration;

/// <summary>Makes a gateway a node of a remote control plane.</summary>
public static class KeeptrustsControlPlaneExtensions
{
    /// <summary>
    /// Takes keys, configurations, prices, budgets and shares of rate limits from a control plane, and ships events there: what <c>kt gateway run</c> does, in
    /// a host of one's own. Keys and changes act within a second. While the control plane is away, the gateway serves on by what it has, after a restart too;
    /// longer than <see cref="ControlPlaneOptions.MaxStale"/> it refuses calls (<c>config_stale</c>). The journal is kept in
    /// <see cref="ControlPlaneOptions.DataFolder"/>, whatever <see cref="GatewayOptions.JournalDirectory"/> says. The host's own <see cref="ISecretSource"/>,
    /// where it has registered one before, stays; otherwise secrets come from the control plane, and environment variables of this machine as far as it allows.
    /// </summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="url">Where the control plane is, such as <c>https://keeptrusts.example.com</c>.</param>
    /// <param name="token">A control token of the role <c>gateway</c>: <c>kt tokens create --type control --role gateway --name NAME</c> makes one.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The gateway.</returns>
    /// <exception cref="ArgumentException">The address is no URL, or the token is empty. Whether the control plane lets the node in shows at the start.</exception>
    public static KeeptrustsGatewayBuilder UseControlPlane(this KeeptrustsGatewayBuilder gateway, string url, string token, Action<ControlPlaneOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            throw new ArgumentException($"`{url}` is no URL of a control plane; write it like https://keeptrusts.example.com.", nameof(url));
        }

        if (string.IsNullOrWhiteSpace(token))
        {
            throw new ArgumentException("The token is empty; `kt tokens create --type control --role gateway --name NAME` makes one.", nameof(token));
        }

        return gateway.JoinControlPlane(options =>
        {
            options.Addresses.Add(address);
            options.Token = token;
            configure?.Invoke(options);
        });
    }

    /// <summary>The same, with all settings in one place.</summary>
    internal static KeeptrustsGatewayBuilder JoinControlPlane(this KeeptrustsGatewayBuilder gateway, Action<ControlPlaneOptions> configure)
    {
        var services = gateway.Services;
        services.AddOptions<ControlPlaneOptions>().Configure(configure);
        services.AddSingleton<IValidateOptions<ControlPlaneOptions>, ControlPlaneValidation>();
        services.AddOptions<GatewayOptions>()
            .Validate(
                options => options is { PolicyConfig: null, KeyFile: null },
                "`PolicyConfig` and `KeyFile` name files, but with `UseControlPlane` policies and keys come from the control plane; take out the one or the other.")
            .PostConfigure<IOptions<ControlPlaneOptions>, NodeFolder, NodeGround>((options, plane, folder, ground) =>
            {
                options.Name = plane.Value.Gateway;
                options.JournalDirectory = folder.Journal;
                options.DefaultEnvironment = () => ground.Environment;
            });

        // 1. What the node is.
        services.AddSingleton(host => OpenFolder(host.GetRequiredService<IOptions<ControlPlaneOptions>>().Value));
        services.AddSingleton<NodeGround>();
        services.AddSingleton(host => Facts(host.GetRequiredService<IOptions<ControlPlaneOptions>>().Value, host.GetRequiredService<NodeFolder>()));
        services.AddSingleton(host => new SnapshotFile(host.GetRequiredService<NodeFolder>().Location, host.GetRequiredService<IOptions<ControlPlaneOptions>>().Value.Token));

        // 2. Its connection, and what comes over it.
        services.AddSingleton<ControlLink>();
        services.AddSingleton(Memory);
        services.AddSingleton<LeasedCounters>();
        services.AddSingleton(host => new NodePulse(
            new LinkAuthority(host.GetRequiredService<ControlLink>()),
            host.GetRequiredService<LeasedCounters>(),
            host.GetRequiredService<NodeFacts>(),
            host.GetRequiredService<TimeProvider>(),
            host.GetRequiredService<ILogger<NodePulse>>()));
        services.AddSingleton<NodeService>();
        services.AddSingleton<IHostedService>(host => host.GetRequiredService<NodeService>());

        // 3. What the gateway asks.
        Supply<IKeyStore>(services, host => host.GetRequiredService<NodeMemory>().Keys);
        Supply<IPolicySource>(services, host => host.GetRequiredService<NodeMemory>().Configurations);
        Supply<IBudgetSource>(services, host => host.GetRequiredService<NodeMemory>().Budgets);
        Supply<IPriceSource>(services, host => host.GetRequiredService<NodeMemory>().Prices);
        Supply<ICounterStore>(services, host => host.GetRequiredService<LeasedCounters>());
        Supply<IBudgetAuthority>(services, host => new LinkBudgets(host.GetRequiredService<ControlLink>()));
        Supply<IEscalationDesk>(services, host => new LinkDesk(host.GetRequiredService<ControlLink>(), host.GetRequiredService<NodeMemory>()));
        Supply<IContentKeySource>(services, host => new LinkContentKeys(host.GetRequiredService<ControlLink>()));
        Supply<IHostHealth>(services, host => new LinkHealth(
            host.GetRequiredService<ControlLink>(),
            host.GetRequiredService<NodePulse>(),
            host.GetRequiredService<IOptions<ControlPlaneOptions>>().Value.MaxStale,
            host.GetRequiredService<TimeProvider>()));
        if (services.LastOrDefault(service => service.ServiceType == typeof(ISecretSource))?.ImplementationType == typeof(EnvironmentSecretSource))
        {
            Supply<ISecretSource>(services, host => host.GetRequiredService<NodeMemory>());
        }

        return gateway;
    }

    private static void Supply<TPort>(IServiceCollection services, Func<IServiceProvider, TPort> make)
        where TPort : class => services.Replace(ServiceDescriptor.Singleton(make));

    private static NodeMemory Memory(IServiceProvider host)
    {
        var (options, gateway) = (host.GetRequiredService<IOptions<ControlPlaneOptions>>().Value, host.GetRequiredService<IOptions<GatewayOptions>>().Value);
        var memory = new NodeMemory(options.Gateway, gateway.PolicyOptions, options.Environment);
        host.GetRequiredService<NodeGround>().Serve(memory);
        return memory;
    }

    private static NodeFacts Facts(ControlPlaneOptions options, NodeFolder folder) => new(folder.NodeId, options.Gateway, null, options.Version);

    private static NodeFolder OpenFolder(ControlPlaneOptions options)
    {
        var path = Path.GetFullPath(options.DataFolder);
        if (options.NodeId is { } known)
        {
            return NodeFolder.Held(path, known);
        }

        return NodeFolder.Open(path, out var problem) ?? throw new NodeStartException(problem == NodeFolderProblem.InUse
            ? $"another process uses the data folder {path}; give each node a `DataFolder` of its own"
            : $"the data folder {path} cannot be made or changed; set `DataFolder` to one that this process may write to");
    }

    private sealed class ControlPlaneValidation : IValidateOptions<ControlPlaneOptions>
    {
        public ValidateOptionsResult Validate(string? name, ControlPlaneOptions options) =>
            options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }
}
