using System.Text.Json.Nodes;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Suites;
using Keeptrusts.Policy.Templates;
using Keeptrusts.Policy.Tests.Cases;

namespace Keeptrusts.Policy.Tests.Templates;

public sealed class TemplateComposerTests
{
    private const string Gateway =
        """
        # The gateway of the search team.
        pack: { name: local-gw, version: 1.4.0, enabled: true }

        policies:
          chain: [pii-detector, audit-logger]   # as we began

        # What the deployment supplies.
        variables:
          OPENAI_API_KEY: { from: env }   # of the search team

        policy:
          pii-detector: { action: redact }

        # Where calls may go.
        providers:
          targets:
            - id: openai
              provider: openai
              base_url: https://api.openai.com/v1
              # asked for in ticket 12
              secret_key_ref: { env: OPENAI_API_KEY }

        """;

    private static string Dev => TemplateCatalog.Shipped.Find("standard-dev")!.Text;

    public static TheoryData<string, string> Corpus()
    {
        var data = new TheoryData<string, string>();
        var good = DocumentCase.Read("good").Select(c => "good: " + c.Name)
            .Concat(DocumentCase.Read("targets").Where(c => !c.Expected.Contains("error ", StringComparison.Ordinal)).Select(c => "targets: " + c.Name));
        foreach (var name in good)
        {
            foreach (var template in TemplateCatalog.Shipped.Templates)
            {
                data.Add(name, template.Name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Compose_ShippedTemplateWithGoodDocument_LoadsAndKeepsTargetsAndPolicies(string name, string templateName)
    {
        var template = TemplateCatalog.Shipped.Find(templateName)!;
        var parts = name.Split(": ", 2);
        var gateway = DocumentCase.Read(parts[0]).Single(c => c.Name == parts[1]).Yaml;

        var composed = TemplateComposer.Compose(template.Text, gateway, "gw 1: #");

        Assert.DoesNotContain(composed.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        var (plan, before) = (PolicyEngine.Load(composed.Text!).Plan!, PolicyEngine.Load(gateway).Plan!);
        Assert.Equal(("gw 1: #", true), (plan.Name, plan.Enabled));
        Assert.Equal(template.Policies.Select(p => (p.Name, p.Kind)), plan.Chain);
        Assert.Equal(before.Targets.Select(t => t.Id), plan.Targets.Select(t => t.Id));
        var (says, had, wants) = (Tree(composed.Text!), Tree(gateway), Tree(template.Text));
        foreach (var section in says.Select(s => s.Key).Union(wants.Select(s => s.Key)).Union(["variables", "providers"]).Except(["pack"]))
        {
            Assert.True(JsonNode.DeepEquals(says[section], section is "variables" or "providers" ? had[section] : wants[section]), section);
        }

        // Applying it again changes nothing.
        Assert.Equal(composed.Text, TemplateComposer.Compose(template.Text, composed.Text!, "gw 1: #").Text);
    }

    [Fact]
    public void Compose_CommentedDocument_KeepsItsAuthorsWords()
    {
        var text = TemplateComposer.Compose(Dev, Gateway, "local-gw").Text!;
        Assert.StartsWith(
            """
            # standard-dev: daily development. Nobody is stopped for what a prompt says: personal data is reported, spend ends at a cap,
            # every call is recorded.
            pack:
              name: local-gw
              version: 1.4.1
              enabled: true
              description: "Development. Personal data is reported, each team's spend ends at $50 a day, every call is recorded."

            # What the deployment supplies.
            variables:
              OPENAI_API_KEY: { from: env }   # of the search team

            # Where calls may go.
            providers:
              targets:
                - id: openai
                  provider: openai
                  base_url: https://api.openai.com/v1
                  # asked for in ticket 12
                  secret_key_ref: { env: OPENAI_API_KEY }

            policies:
              chain: [pii-detector, cost-cap, audit-logger]

            policy:
              # Reports
            """,
            text,
            StringComparison.Ordinal);
        Assert.EndsWith(Dev[Dev.IndexOf("policies:", StringComparison.Ordinal)..], text, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_AnotherTemplate_RaisesTheVersion()
    {
        var once = TemplateComposer.Compose(Dev, Gateway, "local-gw").Text!;
        var twice = TemplateComposer.Compose(TemplateCatalog.Shipped.Find("standard-prod")!.Text, once, "local-gw").Text!;
        Assert.Equal("1.4.2", PolicyEngine.Load(twice).Plan!.Version);
    }

    [Fact]
    public void Compose_WindowsLineEnds_MakeNoDifference() =>
        Assert.Equal(TemplateComposer.Compose(Dev, Gateway, "a").Text, TemplateComposer.Compose("\uFEFF" + Dev.ReplaceLineEndings("\r\n"), Gateway.ReplaceLineEndings("\r\n"), "a").Text);

    [Fact]
    public void Compose_TemplateWithTargets_IsRefused()
    {
        var composed = TemplateComposer.Compose(Dev + "providers: {}\n", Gateway, "a");
        Assert.Null(composed.Text);
        Assert.Equal("KT0003", Assert.Single(composed.Diagnostics).Code);
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("pack: {")]
    [InlineData("")]
    public void Compose_GatewayDocumentThatIsNone_IsRefusedWithAReason(string gateway)
    {
        var composed = TemplateComposer.Compose(Dev, gateway, "a");
        Assert.Null(composed.Text);
        Assert.Contains(composed.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void Compose_GatewayDocumentWithWrongTargets_SaysWhatIsWrong()
    {
        var composed = TemplateComposer.Compose(Dev, Gateway.Replace("provider: openai", "provider: opnai", StringComparison.Ordinal), "a");
        Assert.Null(composed.Text);
        Assert.Contains("openai", Assert.Single(composed.Diagnostics, d => d.Severity == DiagnosticSeverity.Error).Message, StringComparison.Ordinal);
    }

    private static JsonObject Tree(string text) => (JsonObject)NodeJson.Of(YamlTreeReader.Read(new SourceText(text), new DiagnosticBag())!)!;
}
