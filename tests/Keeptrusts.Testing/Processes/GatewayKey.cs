namespace Keeptrusts.Testing.Processes;

/// <summary>A gateway key as <c>kt tokens create</c> shows it, once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Token">The key itself.</param>
public sealed record GatewayKey(string Id, string Token)
{
    internal static GatewayKey Parse(CommandResult made)
    {
        var json = made.Json.AsObject();
        var token = json.Select(p => p.Value).OfType<System.Text.Json.Nodes.JsonValue>()
            .Select(v => v.TryGetValue<string>(out var s) ? s : "")
            .FirstOrDefault(s => s.StartsWith("kt_gk_", StringComparison.Ordinal) && s.Length > 50);
        return new GatewayKey((string)json["id"]!, token ?? throw new InvalidOperationException($"No key in the answer of `kt tokens create`: its fields are {string.Join(", ", json.Select(p => p.Key))}."));
    }
}
