using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Spans;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.HipaaPhiDetector;

/// <summary>Finds identifiers of patients in the text of requests and responses.</summary>
internal sealed partial class HipaaPhiDetectorKind : PolicyKind
{
    internal override KindSchema Schema { get; } = new()
    {
        Name = "hipaa-phi-detector",
        Description = "Finds those identifiers of the HIPAA Safe Harbor rule that can be told from text: ZIP codes, dates, ages over 89, telephone and fax numbers, e-mail addresses, "
            + "social security, record, plan, account, licence, vehicle and device numbers, web and IP addresses. Names, street addresses, biometric data and photographs are not found.",
        Phases = [PolicyPhase.Input, PolicyPhase.Output],
        Actions = SpanFields.Actions,
        Fields =
        [
            Shapes.Field("exclude", new ListShape(new ChoiceShape(PhiEntities.All, [])), "What not to find; leaving something out weakens the rule."),
            SpanFields.AllowList,
            SpanFields.Redaction,
        ],
    };

    internal override void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
        var entities = Entities(block);
        if (entities.Count == 0 && block.Node.Find("exclude") is { } excluded)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "exclude"), excluded.KeySpan, $"`{block.Path}` excludes everything that it would find", "exclude less, or remove the policy");
        }

        RedactionLint.Check(block, entities, diagnostics);
    }

    internal static List<string> Entities(PolicyBlock block)
    {
        var excluded = block.Node.Texts("exclude");
        return [.. PhiEntities.All.Where(e => !excluded.Contains(e))];
    }
}
