using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy.Templates;

/// <summary>Text → template.</summary>
internal static class TemplateReader
{
    // What belongs to a deployment: a template fits all of them.
    private static readonly string[] DeploymentSections = ["variables", "providers"];

    public static TemplateReadResult Read(string text, PolicyOptions? options)
    {
        options ??= PolicyOptions.Default;
        var loaded = PolicyEngine.Load(text, options);
        var kinds = KindSet.With(options.Kinds);
        var (document, _) = DocumentReader.Read(SourceText.Of(text), kinds.Schemas, options.ReadFile, new DiagnosticBag());
        var foreign = (document?.Root.Entries ?? []).Where(e => DeploymentSections.Contains(e.Key)).Select(Foreign).ToList();
        IReadOnlyList<Diagnostic> diagnostics = [.. loaded.Diagnostics.Concat(foreign).OrderBy(d => d.Span.Line).ThenBy(d => d.Span.Column)];
        if (loaded.Plan is not { } plan || foreign.Count > 0)
        {
            return new TemplateReadResult(null, diagnostics);
        }

        var template = new PolicyTemplate
        {
            Name = plan.Name,
            Version = plan.Version,
            Description = document!.Root.Map("pack")?.Text("description") ?? "",
            Policies = [.. document.Chain.Select(entry => PolicySummary.Of(document.Block(entry.Name)!, kinds.Find(document.Block(entry.Name)!.Kind)!.Schema))],
            SelfService = plan.SelfService,
            Text = text,
        };
        return new TemplateReadResult(template, diagnostics);
    }

    private static Diagnostic Foreign(MapEntry entry) => new(
        RuleCodes.UnknownKey,
        DiagnosticSeverity.Error,
        entry.Key,
        entry.KeySpan,
        $"a template has no `{entry.Key}`: they come from the document of the gateway to which it is applied",
        "remove it");
}
