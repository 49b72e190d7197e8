using System.Text.Json.Nodes;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>What a caller got of the gateway.</summary>
internal sealed record EscalatedAnswer(int Status, string Text)
{
    public string Error(string field) => JsonNode.Parse(Text)!["error"]![field]!.GetValue<string>();
}
