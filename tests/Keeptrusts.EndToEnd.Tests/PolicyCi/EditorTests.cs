using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.PolicyCi;

/// <summary>The published schema in a real YAML language server: what an editor marks and completes.</summary>
public sealed class EditorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kt-editor-").FullName;

    public EditorTests() => File.Copy(Path.Combine(RepositoryPaths.Root, "docs", "policy-config.schema.json"), Path.Combine(_folder, "policy-config.schema.json"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Editor_Mistakes_AreMarkedWhereTheyStand()
    {
        var answer = await OpenAsync(
            """
            pack: { name: a, version: 1.0.0, enabled: yes please }
            policies:
              chain: [pii-detector]
            policy:
              pii-detector:
                action: redcat
                entites: [US_SSN]
            """);
        Assert.Equal(["2:43", "7:13", "8:5"], answer["diagnostics"]!.AsArray().Select(d => $"{d!["line"]}:{d["column"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Editor_CompletionsInABlock_AreTheFieldsOfItsKind()
    {
        var answer = await OpenAsync(
            """
            pack: { name: a, version: 1.0.0, enabled: true }
            policies:
              chain: [pii-detector]
            policy:
              pii-detector:
                action: redact
                
            """,
            "8:5");
        var offered = answer["completions"]![0]!.AsArray().Select(c => (string?)c).ToList();
        Assert.Contains("entities", offered);
        Assert.Contains("redaction", offered);
        Assert.DoesNotContain("action", offered);
        Assert.DoesNotContain("budgets", offered);
    }

    [Fact]
    public async Task Editor_ExampleOfTheDocs_IsUnmarked() =>
        Assert.Empty((await OpenAsync(await File.ReadAllTextAsync(Path.Combine(RepositoryPaths.Root, "docs", "examples", "policy-config.yaml"), TestContext.Current.CancellationToken)))["diagnostics"]!.AsArray());

    private async Task<JsonNode> OpenAsync(string document, params string[] places)
    {
        var file = Path.Combine(_folder, "policy-config.yaml");
        await File.WriteAllTextAsync(file, "# yaml-language-server: $schema=./policy-config.schema.json\n" + document, TestContext.Current.CancellationToken);
        return await NodePrograms.PrintAsync("yaml-server", [file, .. places]);
    }
}
