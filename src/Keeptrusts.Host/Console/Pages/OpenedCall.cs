using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Console.Pages;

/// <summary>A call whose trace was opened, without what was said in it: of that only the mode is there.</summary>
/// <param name="Call">The call; <see langword="null"/> where there is none.</param>
/// <param name="Problem">Why there is none.</param>
internal sealed record OpenedCall(CallEvent? Call, string? Problem)
{
    public static OpenedCall Of(StoredEvent stored)
    {
        var call = JsonSerializer.Deserialize(stored.Json, ControlJson.Default.CallEvent)!;
        return new(call.Content is { } content ? call with { Content = new() { Mode = content.Mode } } : call, null);
    }
}
