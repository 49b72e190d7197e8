using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Authentication;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Pipeline;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Verdicts;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary><c>GET /v1/models</c> and <c>/v1/models/{id}</c>: the models that the key may use.</summary>
internal sealed class ModelsEndpoint(KeyAuthentication authentication, GrantResolver grants)
{
    public Task ListAsync(HttpContext context, ErrorShape shape) =>
        Allowed(context, shape).Refused(out var refusal, out var models)
            ? OpenAIErrors.WriteAsync(context, refusal, shape)
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

    public Task ShowAsync(HttpContext context, ErrorShape shape)
    {
        if (Allowed(context, shape).Refused(out var refusal, out var models))
        {
            return OpenAIErrors.WriteAsync(context, refusal, shape);
        }

        var id = RawRouteValue.Of(context, "id", segmentsAfter: 0);
        var found = models.FirstOrDefault(model => string.Equals(model, id, StringComparison.OrdinalIgnoreCase)) ?? (MayCall(context, shape, id) ? id : null);
        return found is not null
            ? WriteAsync(context, json => Model(json, found))
            : OpenAIErrors.WriteAsync(
                context,
                new()
                {
                    Status = 404,
                    Type = "invalid_request_error",
                    Code = "model_not_found",
                    Message = $"There is no such model for this key. Available: {Models.Listed(models)}.",
                    Param = "model",
                },
                shape);
    }

    /// <summary>The answer to a route that nobody serves; who calls with a key hears which configuration governs it.</summary>
    public Task UnknownRouteAsync(HttpContext context)
    {
        var shape = context.Request.Path.StartsWithSegments("/openai", StringComparison.OrdinalIgnoreCase) ? ErrorShape.Azure : ErrorShape.OpenAI;
        Describe(context, shape);
        return OpenAIErrors.WriteAsync(context, OpenAIErrors.UnknownRoute, shape);
    }

    /// <summary>The answer to a method that a route does not take; the same holds.</summary>
    public Task WrongMethodAsync(HttpContext context, string allowed, ErrorShape shape)
    {
        Describe(context, shape);
        return OpenAIErrors.WrongMethodAsync(context, allowed, shape);
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

    private void Describe(HttpContext context, ErrorShape shape)
    {
        if (!authentication.Identify(Credentials.Of(context, shape)).Refused(out _, out var key))
        {
            Describe(context, key);
        }
    }

    // No policy judges a list, so what one would say is that it lets it pass.
    private void Describe(HttpContext context, KeyRecord key)
    {
        if (grants.Governing(key) is { } configuration)
        {
            context.Response.Headers["x-keeptrusts-config"] = ReplyHeaders.Encoded(configuration.Label);
            context.Response.Headers["x-keeptrusts-verdict"] = Names.Of(Verdict.Allow);
        }
    }

    // Patterns serve models that no list has. A key that somebody took for a model is not said back.
    private bool MayCall(HttpContext context, ErrorShape shape, string? model) =>
        !string.IsNullOrEmpty(model)
        && !(model.Contains("kt_gk_", StringComparison.OrdinalIgnoreCase) || model.Contains("kt_ak_", StringComparison.OrdinalIgnoreCase))
        && !authentication.Identify(Credentials.Of(context, shape)).Refused(out _, out var key)
        && !grants.Configured(key).Refused(out _, out var configuration)
        && grants.Serves(configuration, key, model);

    private Step<IReadOnlyList<string>> Allowed(HttpContext context, ErrorShape shape)
    {
        if (authentication.Identify(Credentials.Of(context, shape)).Refused(out var refusal, out var key))
        {
            return refusal;
        }

        Describe(context, key);
        if (grants.Configured(key).Refused(out refusal, out var configuration))
        {
            return refusal;
        }

        return Step.Of(grants.Permitted(configuration, key));
    }
}
