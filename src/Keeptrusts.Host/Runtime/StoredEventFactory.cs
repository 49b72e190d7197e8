using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>Turns a journal's event into a row.</summary>
internal static class StoredEventFactory
{
    public static StoredEvent Of(CallEvent call) => new()
    {
        Id = call.Id,
        RequestId = call.RequestId,
        Timestamp = call.Timestamp,
        TeamId = call.Team,
        KeyId = call.KeyId,
        KeyName = call.KeyName,
        Model = call.Model,
        Verdict = call.Verdict,
        Fired = Fired(call),
        Json = JsonSerializer.Serialize(call, ControlJson.Default.CallEvent),
    };

    private static string Fired(CallEvent call)
    {
        var names = call.PolicyResults.Where(p => p.Verdict != "allow" && !p.Shadow && !p.Skipped).Select(p => p.Name).Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "" : $"|{string.Join('|', names)}|";
    }
}
