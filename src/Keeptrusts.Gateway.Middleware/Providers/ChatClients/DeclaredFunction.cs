using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Providers.ChatClients;

/// <summary>A function that the caller declares.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it is for.</param>
/// <param name="schema">Its parameters.</param>
/// <param name="strict">Whether the model must keep to them.</param>
internal sealed class DeclaredFunction(string name, string description, JsonElement schema, bool strict) : AIFunctionDeclaration
{
    public override string Name => name;

    public override string Description => description;

    public override JsonElement JsonSchema => schema;

    public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } =
        strict ? new Dictionary<string, object?> { ["strict"] = true } : new Dictionary<string, object?>();
}
