using System.Text.Json.Nodes;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Policy.Tests.JsonSchema;

/// <summary>The JSON Schema validator that YAML editors and npm users have.</summary>
internal static class Ajv
{
    private static readonly string Folder = Path.Combine(RepositoryPaths.Root, "tests", "Keeptrusts.EndToEnd.Tests", "node");

    /// <summary>Validates documents; skips the test where Node or the package is missing.</summary>
    /// <returns>One entry a document: <see langword="null"/>, or what is wrong.</returns>
    public static async Task<IReadOnlyList<string?>> ValidateAsync(string schema, IEnumerable<JsonNode?> documents)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", "ajv")), "The npm package ajv is not installed: run ./test.sh, or `npm ci` in tests/Keeptrusts.EndToEnd.Tests/node.");
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node"))), "Node is not installed: `node` is in no folder of PATH.");
        string[] lines = [JsonNode.Parse(schema)!.ToJsonString(), .. documents.Select(d => d?.ToJsonString() ?? "null")];
        var result = await Commands.RunAsync("node", ["validate.mjs"], Folder, input: string.Join('\n', lines) + "\n");
        return [.. result.MustSucceed().Json.AsArray().Select(e => (string?)e)];
    }
}
