using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Policy.Tests.Templates;

public sealed class TemplateCatalogTests
{
    private const string Own =
        """
        pack: { name: research, version: 2.0.0, enabled: true, description: For the lab. }
        policies: { chain: [pii-eu, audit-logger] }
        policy:
          pii-eu: { kind: pii-detector, entities: [IBAN_CODE, EMAIL_ADDRESS], action: redact, phases: [input], mode: shadow, when: { teams: [eu] } }
          audit-logger: { binding: false }
        self_service: { pre_approved: true, models: [gpt-4o-mini], max_ttl: 2w, key_budget: 12.5 }

        """;

    [Fact]
    public void Read_OwnTemplate_IsKnownByItsPack()
    {
        var result = TemplateCatalog.Read(Own);
        Assert.Empty(result.Diagnostics);
        var template = result.Template!;
        Assert.Equal(("research", "2.0.0", "For the lab.", Own), (template.Name, template.Version, template.Description, template.Text));
        Assert.Equal(
            [
                new TemplatePolicy("pii-eu", "pii-detector", "redact", "IBAN_CODE, EMAIL_ADDRESS, in requests; not for every call; only watched, never acted on (shadow)"),
                new TemplatePolicy("audit-logger", "audit-logger", null, "every call, as soon as may be, kept for ever"),
            ],
            template.Policies);
        Assert.Equal((TimeSpan.FromDays(14), new KeyBudget(12.5m, BudgetWindow.Month)), (template.SelfService!.MaxTtl, template.SelfService.KeyBudget));
        Assert.Equal(["gpt-4o-mini"], template.SelfService.Models);
    }

    [Fact]
    public void Read_TemplateWithTargets_IsRefusedAtBothSections()
    {
        var result = TemplateCatalog.Read(Own + "variables: { KEY: { from: env } }\nproviders: { targets: [{ id: e, provider: openai, secret_key_ref: { env: KEY } }] }\n");
        Assert.Null(result.Template);
        Assert.Equal([("KT0003", "variables", 7), ("KT0003", "providers", 8)], result.Diagnostics.Select(d => (d.Code, d.Path, d.Span.Line)));
        Assert.All(result.Diagnostics, d => Assert.Equal("remove it", d.Suggestion));
    }

    [Theory]
    [InlineData("pack: [", "KT0001")]
    [InlineData("", "KT0004")]
    [InlineData("pack: { name: a, version: 1.0.0, enabled: true }\npolicies: { chain: [pii] }\n", "KT0006")]
    public void Read_DocumentWithErrors_IsNoTemplate(string text, string code)
    {
        var result = TemplateCatalog.Read(text);
        Assert.Null(result.Template);
        Assert.Contains(result.Diagnostics, d => d.Code == code);
    }

    [Fact]
    public void With_FurtherTemplates_JoinThoseShipped()
    {
        var own = TemplateCatalog.Read(Own).Template!;
        var catalog = TemplateCatalog.Shipped.With([own]);
        Assert.Equal("research", catalog.Templates[^1].Name);
        Assert.Equal(own, catalog.Find("research"));
        Assert.Null(TemplateCatalog.Shipped.Find("research"));
    }

    [Fact]
    public void With_NameOfAnother_TakesItsPlace()
    {
        var stricter = TemplateCatalog.Read(Own.Replace("name: research", "name: standard-dev", StringComparison.Ordinal)).Template!;
        var catalog = TemplateCatalog.Shipped.With([stricter]);
        Assert.Equal(TemplateCatalog.Shipped.Templates.Select(t => t.Name), catalog.Templates.Select(t => t.Name));
        Assert.Equal("2.0.0", catalog.Find("standard-dev")!.Version);
    }
}
