using System.Runtime.CompilerServices;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>Where a target is asked.</summary>
internal sealed class UpstreamAddresses
{
    private readonly ConditionalWeakTable<TargetPlan, Uri> _known = [];

    /// <param name="target">The target.</param>
    /// <param name="model">The model that it is sent: Azure has a path for each deployment.</param>
    public Uri Of(TargetPlan target, string model) => target.Dialect == "azure-openai" ? Azure(target, model) : _known.GetValue(target, Chat);

    private static Uri Chat(TargetPlan target) => new(target.BaseUrl!.AbsoluteUri.TrimEnd('/') + "/chat/completions");

    // A caller can choose the model's name where the target lists none, so it must not become a part of the path that it is not.
    private static Uri Azure(TargetPlan target, string model) =>
        new($"{Resource(target.BaseUrl!)}/openai/deployments/{Uri.EscapeDataString(target.DeploymentOf(model))}/chat/completions?api-version={Uri.EscapeDataString(target.ApiVersion!)}");

    private static string Resource(Uri address)
    {
        const string Rest = "/openai";
        var resource = address.AbsoluteUri.TrimEnd('/');
        return resource.EndsWith(Rest, StringComparison.OrdinalIgnoreCase) ? resource[..^Rest.Length] : resource;
    }
}
