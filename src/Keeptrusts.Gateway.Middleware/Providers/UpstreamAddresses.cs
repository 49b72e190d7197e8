using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>Where a target is asked.</summary>
internal sealed class UpstreamAddresses
{
    private const string Azure = "azure-openai";
    private readonly ConditionalWeakTable<TargetPlan, ConcurrentDictionary<SurfaceKind, Uri>> _known = [];

    /// <param name="target">The target.</param>
    /// <param name="model">The model that it is sent: Azure has a path for each deployment.</param>
    /// <param name="surface">What is asked for.</param>
    public Uri Of(TargetPlan target, string model, Surface surface) => target.Dialect == Azure
        ? OfAzure(target, model, surface)
        : _known.GetValue(target, static _ => new()).GetOrAdd(surface.Kind, static (_, state) => new(state.target.BaseUrl!.AbsoluteUri.TrimEnd('/') + Path(state.target, state.surface)), (target, surface));

    /// <summary>Whether the body has to name the deployment, because the address does not.</summary>
    public static bool NamesDeployment(TargetPlan target, Surface surface) => target.Dialect == Azure && surface.Kind == SurfaceKind.Responses;

    private static string Path(TargetPlan target, Surface surface) => target.Dialect == AnthropicTarget.Dialect ? AnthropicTarget.Path(surface) : surface.Path;

    // A caller can choose the model's name where the target lists none, so it must not become a part of the path that it is not.
    private static Uri OfAzure(TargetPlan target, string model, Surface surface) => NamesDeployment(target, surface)
        ? new($"{Resource(target.BaseUrl!)}/openai/v1{surface.Path}")
        : new($"{Resource(target.BaseUrl!)}/openai/deployments/{Uri.EscapeDataString(target.DeploymentOf(model))}{surface.Path}?api-version={Uri.EscapeDataString(target.ApiVersion!)}");

    private static string Resource(Uri address)
    {
        const string Rest = "/openai";
        var resource = address.AbsoluteUri.TrimEnd('/');
        return resource.EndsWith(Rest, StringComparison.OrdinalIgnoreCase) ? resource[..^Rest.Length] : resource;
    }
}
