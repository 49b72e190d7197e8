using Keeptrusts.Gateway.Middleware.Exchanges;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>The routes of the data plane. Whatever is not here is refused, and nothing is forwarded ungoverned.</summary>
internal static class GatewayRoutes
{
    /// <summary>Route value of the deployment that an Azure-style path names.</summary>
    public const string Deployment = "deployment";

    /// <summary>What Azure serves below a deployment. The rest stands below <c>/openai/v1</c>, and for clients that name an <c>api-version</c> below <c>/openai</c>.</summary>
    private static readonly IReadOnlyList<Surface> OfDeployments = [Surface.Chat, Surface.Completions, Surface.Embeddings];

    public static void MapOpenAI(IEndpointRouteBuilder routes, CallEndpoint calls, ModelsEndpoint models)
    {
        foreach (var surface in Surface.OpenAI)
        {
            routes.Map("/v1" + surface.Path, Only(models, "POST", ErrorShape.OpenAI, context => calls.HandleAsync(context, surface, ErrorShape.OpenAI)));
        }

        foreach (var surface in Surface.Anthropic)
        {
            routes.Map("/v1" + surface.Path, Only(models, "POST", ErrorShape.Anthropic, context => calls.HandleAsync(context, surface, ErrorShape.Anthropic)));
        }

        routes.Map("/v1/models", Only(models, "GET", ErrorShape.OpenAI, context => models.ListAsync(context, ErrorShape.OpenAI)));
        routes.Map("/v1/models/{**id}", Only(models, "GET", ErrorShape.OpenAI, context => models.ShowAsync(context, ErrorShape.OpenAI)));
        routes.Map("/v1/{**route}", models.UnknownRouteAsync);
    }

    public static void MapAzure(IEndpointRouteBuilder routes, CallEndpoint calls, ModelsEndpoint models)
    {
        foreach (var surface in OfDeployments)
        {
            routes.Map($"/openai/deployments/{{{Deployment}}}{surface.Path}", Only(models, "POST", ErrorShape.Azure, context => calls.HandleAsync(context, surface, ErrorShape.Azure)));
        }

        foreach (var surface in Surface.OpenAI)
        {
            routes.Map("/openai/v1" + surface.Path, Only(models, "POST", ErrorShape.Azure, context => calls.HandleAsync(context, surface, ErrorShape.Azure)));
        }

        routes.Map("/openai/responses", Only(models, "POST", ErrorShape.Azure, context => calls.HandleAsync(context, Surface.Responses, ErrorShape.Azure)));
        foreach (var below in (string[])["/openai", "/openai/v1"])
        {
            routes.Map(below + "/models", Only(models, "GET", ErrorShape.Azure, context => models.ListAsync(context, ErrorShape.Azure)));
            routes.Map(below + "/models/{**id}", Only(models, "GET", ErrorShape.Azure, context => models.ShowAsync(context, ErrorShape.Azure)));
        }

        routes.Map("/openai/{**route}", models.UnknownRouteAsync);
    }

    private static RequestDelegate Only(ModelsEndpoint models, string method, ErrorShape shape, RequestDelegate handle) => context =>
        string.Equals(context.Request.Method, method, StringComparison.OrdinalIgnoreCase) ? handle(context) : models.WrongMethodAsync(context, method, shape);
}
