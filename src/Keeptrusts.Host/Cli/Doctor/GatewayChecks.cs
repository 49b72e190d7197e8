using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Doctor;

/// <summary>Does the gateway answer, can it serve, and what governs it?</summary>
internal static class GatewayChecks
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var kt = patient.Around.CommandName;
        if (patient.IsSignedIn && await patient.AskAsync("/v1/gateways", cancellationToken) is { } page)
        {
            var gateways = page.Deserialize(ControlJson.Default.PageGatewayView)!.Data;
            var local = gateways.FirstOrDefault(g => g.Url is { Length: > 0 });
            patient.Gateway = local?.Url;
            if (local is { Deployed: null })
            {
                findings.Add(Finding.Fail("configuration", $"nothing is in force for `{local.Id}`, so it refuses calls", $"`{kt} config apply --template standard-dev --gateway {local.Id}`"));
            }
            else if (local is not null)
            {
                findings.Add(Finding.Ok("configuration", $"{local.Deployed} governs `{local.Id}`"));
            }
        }

        patient.Gateway ??= patient.Around.Variable("OPENAI_BASE_URL") is { } given && given.EndsWith("/v1", StringComparison.Ordinal) && IsLocal(given) ? given[..^3] : $"http://{HostSettings.DefaultListen}";
        using var ready = await patient.GetAsync($"{patient.Gateway}/readyz", null, cancellationToken);
        if (ready is null)
        {
            findings.Insert(0, Finding.Fail("gateway", $"nothing answers at {patient.Gateway}", $"start it with `{kt} up`"));
            return findings;
        }

        var body = Read(await ready.Content.ReadAsStringAsync(cancellationToken));
        var facts = string.Join(", ", body.Where(f => f.Key is not "status").Select(f => $"{f.Key}: {f.Value}"));
        findings.Insert(0, !ready.IsSuccessStatusCode ? Finding.Fail("gateway", $"answers at {patient.Gateway}, and cannot serve: {facts}", "look at its output; most often its disk is full or not writable")
            : facts.Length > 0 ? Finding.Warn("gateway", $"serves at {patient.Gateway}; {facts}", "it goes on without what is away; bring that back")
            : Finding.Ok("gateway", $"serves at {patient.Gateway}"));
        return findings;
    }

    private static bool IsLocal(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback;

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
