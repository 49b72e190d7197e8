using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Cli.Doctor;

/// <summary>Would an SDK in this shell find the gateway, with a key that works?</summary>
internal static class SdkChecks
{
    private const string KeyName = "OPENAI_API_KEY";
    private const string UrlName = "OPENAI_BASE_URL";

    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        var (key, url, kt) = (patient.Around.Variable(KeyName), patient.Around.Variable(UrlName), patient.Around.CommandName);
        var findings = new List<Finding>();
        if (key is null && url is null)
        {
            return [Finding.Warn("sdk", $"neither {KeyName} nor {UrlName} is set in this shell", $"`{kt} tokens ensure --name NAME --env-file .env`, then `eval \"$({kt} env)\"`"), .. Proxy(patient)];
        }

        findings.AddRange(Pair(key, url, kt));
        findings.AddRange(Proxy(patient));
        if (findings.TrueForAll(f => f.Status != Finding.Wrong) && key is not null && url is not null)
        {
            findings.AddRange(await CallAsync(patient, key, url.TrimEnd('/'), cancellationToken));
        }

        return findings;
    }

    private static IEnumerable<Finding> Pair(string? key, string? url, string kt)
    {
        var isOurs = key?.StartsWith("kt_", StringComparison.Ordinal) == true;
        var uri = Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed : null;
        if (key is null)
        {
            yield return Finding.Fail("sdk", $"{UrlName} is set and {KeyName} is not", $"`{kt} tokens ensure --name NAME --env-file .env`, then `eval \"$({kt} env)\"`");
        }
        else if (key.StartsWith("kt_ak_", StringComparison.Ordinal))
        {
            yield return Finding.Fail("sdk", $"{KeyName} holds a control token (kt_ak_…), which opens no gateway", $"`{kt} tokens create --type gateway --name NAME` makes a key for calls");
        }
        else if (isOurs && !GatewayKey.TryParse(key, out _))
        {
            yield return Finding.Fail("sdk", $"{KeyName} begins like a gateway key and is none: its check digits do not fit", "copy it again, whole: it has 55 characters");
        }
        else if (isOurs && url is null)
        {
            yield return Finding.Fail("sdk", $"{KeyName} holds a gateway key and {UrlName} is not set, so SDKs send it to api.openai.com", $"`export {UrlName}=http://127.0.0.1:41002/v1`, or `eval \"$({kt} env)\"`");
        }
        else if (url is not null && uri is null)
        {
            yield return Finding.Fail("sdk", $"{UrlName} is no address", $"write it like http://127.0.0.1:41002/v1");
        }
        else if (isOurs && IsProvider(uri!))
        {
            yield return Finding.Fail("sdk", $"{KeyName} holds a gateway key and {UrlName} names a provider ({uri!.Host}), which does not know it", $"`export {UrlName}=http://127.0.0.1:41002/v1`");
        }
        else if (!isOurs && uri is not null && !IsProvider(uri))
        {
            yield return Finding.Fail("sdk", $"{KeyName} holds a provider's key and {UrlName} names a gateway ({uri.Authority}), which refuses it", $"`{kt} tokens create --type gateway --name NAME` makes a key; the provider's belongs where the gateway runs");
        }
        else if (!isOurs)
        {
            yield return Finding.Warn("sdk", "SDKs in this shell call the provider directly, ungoverned", $"`eval \"$({kt} tokens create --type gateway --name NAME --expires-in 7d)\"`");
        }
        else if (uri!.AbsolutePath.TrimEnd('/') is not ("/v1" or "/openai/v1"))
        {
            yield return Finding.Fail("sdk", $"{UrlName} does not end in /v1", $"`export {UrlName}={uri.GetLeftPart(UriPartial.Authority)}/v1`");
        }
        else if (uri.Scheme == "http" && !uri.IsLoopback)
        {
            yield return Finding.Warn("sdk", $"keys and prompts travel to {uri.Host} in clear", "put a proxy that ends TLS in front of the gateway, and write https");
        }
        else
        {
            yield return Finding.Ok("sdk", $"{KeyName} and {UrlName} name a gateway ({uri.Authority})");
        }
    }

    // A proxy of the company cannot reach this machine's loopback.
    private static IEnumerable<Finding> Proxy(Patient patient)
    {
        var around = patient.Around;
        var proxy = (string[])["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];
        var except = around.Variable("no_proxy") ?? around.Variable("NO_PROXY") ?? "";
        if (proxy.FirstOrDefault(name => around.Variable(name) is not null) is { } set && !except.Contains("127.0.0.1", StringComparison.Ordinal) && !except.Contains('*', StringComparison.Ordinal))
        {
            yield return Finding.Warn("proxy", $"{set} is set and NO_PROXY does not name 127.0.0.1, so some SDKs send calls of the local gateway to the proxy", "`export NO_PROXY=127.0.0.1,localhost`");
        }
    }

    private static async Task<IReadOnlyList<Finding>> CallAsync(Patient patient, string key, string url, CancellationToken cancellationToken)
    {
        using var response = await patient.GetAsync($"{url}/models", key, cancellationToken);
        if (response is null)
        {
            return [Finding.Fail("key", $"nothing answers at {url}", $"start the gateway with `{patient.Around.CommandName} up`, or correct {UrlName}")];
        }

        var body = Read(await response.Content.ReadAsStringAsync(cancellationToken));
        if (!response.IsSuccessStatusCode)
        {
            var code = (string?)body["error"]?["code"] ?? $"status {(int)response.StatusCode}";
            return [Finding.Fail("key", $"the gateway refuses the key: {code}", $"`{patient.Around.CommandName} tokens create --type gateway --name NAME` makes another; `{patient.Around.CommandName} tokens list` shows what became of this one")];
        }

        var models = (body["data"] as JsonArray ?? []).Select(m => (string?)m?["id"]).OfType<string>().ToList();
        var fine = Finding.Ok("key", $"works; models: {(models.Count == 0 ? "any" : string.Join(", ", models.Take(8)))}{(models.Count > 8 ? ", …" : "")}");
        return patient.Model is not { } wanted ? [fine]
            : models.Count == 0 || models.Contains(wanted) ? [fine, Finding.Ok("model", $"`{wanted}` may be asked for")]
            : [fine, Finding.Warn("model", $"`{wanted}` is not among the models listed", "a target that names no models, or globs, takes it all the same; otherwise add it to the configuration, or ask for a listed one")];
    }

    private static bool IsProvider(Uri uri) => !uri.IsLoopback && (uri.Host.EndsWith("openai.com", StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith("openai.azure.com", StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith("anthropic.com", StringComparison.OrdinalIgnoreCase));

    private static JsonObject Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
