namespace Keeptrusts.Policy.Tests;

public sealed class PolicyInspectionTests
{
    private const string Document = """
        pack: { name: acme, version: 1.0.0 }
        providers:
          targets:
            - { id: here, provider: echo, models: [gpt-4o] }
            - { id: there, provider: echo, models: ["o3*"] }
          model_groups: [{ name: fast, targets: [here], aliases: [fast-chat] }]
        policies:
          chain: [pii-detector]
        policy:
          pii-detector: { action: redact }
          prompt-injection: { action: block }
        """;

    [Fact]
    public void Inspect_ADocument_NamesWhatItDefines()
    {
        var inspection = PolicyEngine.Inspect(Document);

        Assert.Equal(["pii-detector", "prompt-injection"], inspection.Policies);
        Assert.Equal(["here", "there"], inspection.Targets);
        Assert.Equal(["gpt-4o", "o3*", "fast-chat", "fast"], inspection.Models);
    }

    [Theory]
    [InlineData(", models: [\"o3*\"]", "")]
    [InlineData("pack: {", "pack: [")]
    public void Inspect_WhereModelsAreNotBounded_NamesNone(string part, string instead) =>
        Assert.Null(PolicyEngine.Inspect(Document.Replace(part, instead, StringComparison.Ordinal)).Models);
}
