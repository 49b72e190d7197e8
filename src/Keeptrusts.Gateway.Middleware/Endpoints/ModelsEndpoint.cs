using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Authentication;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Pipeline;
using Keeptrusts.Gateway.Middleware.Ports;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary><c>GET /v1/models</c> and <c>/v1/models/{id}</c>: the models that the key may use.</summary>
internal sealed class ModelsEndpoint(KeyAuthentication authentication, GrantResolver grants)
{
    public Task ListAsync(HttpContext context) =>
        Allowed(context).Refused(out var refusal, out var models)
            ? OpenAIErrors.WriteAsync(context, refusal)
            : WriteAsync(context, json =>
            {
                json.WriteStartObject();
                json.WriteString("object", "list");
                json.WriteStartArray("data");
                foreach (var model in models)
                {
                    Model(json, model);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });

    public Task ShowAsync(HttpContext context)
    {
        if (Allowed(context).Refused(out var refusal, out var models))
        {
            return OpenAIErrors.WriteAsync(context, refusal);
        }

        var id = context.Request.RouteValues["id"] as string;
        return models.FirstOrDefault(model => string.Equals(model, id, StringComparison.OrdinalIgnoreCase)) is { } found
            ? WriteAsync(context, json => Model(json, found))
            : OpenAIErrors.WriteAsync(context, new()
            {
                Status = 404,
                Type = "invalid_request_error",
                Code = "model_not_found",
                Message = $"There is no such model for this key. Available: {Models.Listed(models)}.",
                Param = "model",
            });
    }

    private static void Model(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("id", model);
        json.WriteString("object", "model");
        json.WriteNumber("created", 0);
        json.WriteString("owned_by", "keeptrusts");
        json.WriteEndObject();
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-request-id"] = Ids.New("req_", TimeProvider.System.GetUtcNow());
        context.Response.Headers["x-keeptrusts-source"] = "gateway";
        var json = new Utf8JsonWriter(context.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            write(json);
        }
    }

    private Step<IReadOnlyList<string>> Allowed(HttpContext context)
    {
        var header = context.Request.Headers.Authorization is [{ } single] ? single : null;
        if (authentication.Identify(header).Refused(out var refusal, out var key))
        {
            return refusal;
        }

        if (grants.Configured(key).Refused(out refusal, out var configuration))
        {
            return refusal;
        }

        context.Response.Headers["x-keeptrusts-config"] = ReplyHeaders.Encoded(configuration.Label);
        return Step.Of(Permitted(configuration, key));
    }

    private IReadOnlyList<string> Permitted(PolicyConfiguration configuration, KeyRecord key) =>
        [.. Models.Names(configuration.Plan, key).Where(model => grants.Admits(configuration, key, model))];
}
