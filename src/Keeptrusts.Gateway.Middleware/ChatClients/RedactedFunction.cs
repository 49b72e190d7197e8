using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>A function whose definition was redacted: it is called as before.</summary>
internal sealed class RedactedFunction(AIFunction inner, string description, JsonElement schema) : DelegatingAIFunction(inner)
{
    public override string Description => description;

    public override JsonElement JsonSchema => schema;
}
