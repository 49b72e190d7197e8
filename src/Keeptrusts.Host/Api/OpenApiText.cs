using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Keeptrusts.Host.Api;

/// <summary>The OpenAPI 3.1 document, made from the table of routes, so that it cannot say anything else than what is served.</summary>
internal static partial class OpenApiText
{
    public const string Path = "/v1/openapi.json";

    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    public static byte[] Of(IEnumerable<ApiRoute> routes)
    {
        var schemas = new OpenApiSchemas();
        var paths = new JsonObject();
        foreach (var group in routes.GroupBy(r => Constraint.Replace(r.Path, "{$1}")).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            paths[group.Key] = new JsonObject(group.Select(r => KeyValuePair.Create(r.Method.ToLowerInvariant(), (JsonNode?)Operation(r, group.Key, schemas))));
        }

        var document = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Keeptrusts control plane",
                ["version"] = typeof(OpenApiText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0",
                ["description"] = "Keys, teams, policies and events of a Keeptrusts installation. Models are called at the gateway, which has an address of its own.",
            },
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A control token, `kt_ak_…`." },
                },
                ["schemas"] = schemas.Components,
            },
        };
        return System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    private static JsonObject Operation(ApiRoute route, string path, OpenApiSchemas schemas)
    {
        var operation = new JsonObject
        {
            ["summary"] = route.Summary,
            ["operationId"] = OperationId(route),
            ["tags"] = new JsonArray(path.Split('/').ElementAtOrDefault(2) ?? path.Trim('/')),
            ["x-permission"] = route.Permission.ToString(),
            ["parameters"] = new JsonArray([.. Parameters(route, path)]),
        };
        if (route.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(Json, schemas.Of(body)) };
        }

        var success = new JsonObject { ["description"] = "Done." };
        if (route.Answer is { } answer)
        {
            success["content"] = Content(Json, schemas.Of(answer));
        }

        if (route.HasCsv)
        {
            var content = success["content"] as JsonObject ?? new() { [Json] = new JsonObject() };
            content[CsvAnswer.Type] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
            success["content"] = content;
        }

        operation["responses"] = new JsonObject
        {
            [route.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = success,
            ["default"] = new JsonObject { ["description"] = "Why not, and what to do.", ["content"] = Content(Problem, schemas.Of(typeof(ControlPlane.Contracts.ProblemView))) },
        };
        return operation;
    }

    private static IEnumerable<JsonNode> Parameters(ApiRoute route, string path)
    {
        foreach (Match name in PathParameter.Matches(path))
        {
            yield return Parameter(name.Groups[1].Value, "path", "Its id.", required: true);
        }

        foreach (var (name, meaning) in route.Query.Concat(route.Paged ? PageQuery.Parameters : []).Concat(route.HasCsv ? [CsvAnswer.Parameter] : []).DistinctBy(q => q.Name))
        {
            yield return Parameter(name, "query", meaning);
        }

        if (route.Replay is not null)
        {
            yield return Parameter(Idempotency.Header, "header", "Asked for again with the same key within a day, the same object is answered, and no second one is made.");
        }

        if (route.Conditional)
        {
            yield return Parameter("If-Match", "header", "The `ETag` that the object was read with; 412 if it has changed since.");
        }
    }

    private static JsonObject Parameter(string name, string place, string meaning, bool required = false) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = required,
        ["description"] = meaning,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static string OperationId(ApiRoute route) =>
        route.Method.ToLowerInvariant() + string.Concat(Word.Matches(route.Path.StartsWith("/v1/", StringComparison.Ordinal) ? route.Path["/v1".Length..] : route.Path).Select(w => char.ToUpperInvariant(w.Value[0]) + w.Value[1..]));

    [GeneratedRegex(@"\{\*{0,2}([A-Za-z_]+)[^}]*\}")]
    private static partial Regex Constraint { get; }

    [GeneratedRegex(@"\{([A-Za-z_]+)\}")]
    private static partial Regex PathParameter { get; }

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word { get; }
}
