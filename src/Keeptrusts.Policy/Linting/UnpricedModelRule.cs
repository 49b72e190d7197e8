using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Pricing;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT2005: a model that a target lists by name has no price, and a hard cap refuses calls whose cost it cannot bound. Globs are judged when calls come.</summary>
/// <param name="hasPrice">Knows prices beside the document's and the table's, by target, provider and model; <see langword="null"/>: there are none.</param>
/// <param name="environment">The environment that lint judges for.</param>
internal sealed class UnpricedModelRule(Func<string, string, string, bool>? hasPrice, string? environment) : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var caps = Budget.All(document, environment).Where(b => b.Hard is not null && b.Policy.Node.Text("on_unpriced_model") != "allow").ToList();
        foreach (var target in caps.Count == 0 ? [] : document.Targets)
        {
            var prices = new HashSet<string>((target.Node.Map("pricing")?.Entries ?? []).Select(e => e.Key), StringComparer.OrdinalIgnoreCase);
            var models = target.Node.List("models")?.Items ?? [];
            for (var i = 0; i < models.Count; i++)
            {
                if (models[i] is ScalarNode { Kind: ScalarKind.String } model && model.Text.Length > 0 && model.Text.IndexOf('*') < 0
                    && !prices.Contains(model.Text) && PriceTable.Find(target.Provider, model.Text) is null && hasPrice?.Invoke(target.Id, target.Provider, model.Text) is not true
                    && caps.Find(c => Covers(c.Policy, target, model.Text)) is { } cap)
                {
                    Report(target, model, i, cap, diagnostics);
                }
            }
        }
    }

    private static void Report(TargetBlock target, ScalarNode model, int index, Budget cap, DiagnosticBag diagnostics) => diagnostics.Add(new Diagnostic(
        RuleCodes.NoPrice,
        DiagnosticSeverity.Error,
        DocumentPath.Index(DocumentPath.Key(target.Path, "models"), index),
        model.Span,
        $"`{model.Text}` has no price, so under the hard cap of `{cap.Policy.Name}` every call of it is refused",
        $"add `pricing: {{ {Key(model.Text)}: {{ input_per_1m_usd: …, output_per_1m_usd: … }} }}` to `{target.Id}`, or `on_unpriced_model: allow` to `{cap.Policy.Name}`")
    {
        Related = [new RelatedPlace(DocumentPath.Key(cap.Path, "hard_cap_usd"), cap.Node.Find("hard_cap_usd")!.Value.Span, "the hard cap")],
    });

    // A colon in a flow mapping would end the key.
    private static string Key(string model) => model.IndexOfAny([':', '#', ',', '[', ']', '{', '}']) < 0 ? model : $"\"{model}\"";

    private static bool Covers(PolicyBlock cap, TargetBlock target, string model) =>
        (cap.When.Count == 0 || cap.When.Any(s => Concerns(s, target, model)))
        && !cap.Except.Any(s => s.Teams.Count + s.Keys.Count + s.Users.Count + s.Environments.Count == 0 && s.Until is null && Concerns(s, target, model));

    private static bool Concerns(SelectorBlock selector, TargetBlock target, string model) =>
        (selector.Models.Count == 0 || Glob.IsAnyMatch(selector.Models, model)) && (selector.Providers.Count == 0 || Glob.IsAnyMatch(selector.Providers, target.Id));
}
