using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Injection;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.PromptInjection;

/// <content>Block → text policy.</content>
internal sealed partial class PromptInjectionKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var (node, encoding) = (block.Node, block.Node.Map("encoding") ?? MapNode.Empty);
        var options = new InjectionOptions
        {
            Threshold = (double)(node.Number("threshold") ?? 0.5m),
            AttackPatterns = node.Map("detection")?.Texts("attack_patterns") ?? [],
            DecodeBase64 = encoding.Flag("decode_base64") ?? true,
            NormalizeUnicode = encoding.Flag("normalize_unicode") ?? true,
            DetectHomoglyphs = encoding.Flag("detect_homoglyphs") ?? true,
        };
        var boundaries = (node.List("boundaries")?.Items ?? []).OfType<MapNode>().Select(b => new Boundary(b.Text("start")!, b.Text("end")!));
        return new PolicyUnit
        {
            Protects = block.Action != "warn",
            ReasonCode = ReasonCodes.PromptInjectionDetected,
            Text = new InjectionJudge(options, [.. boundaries], Actions.Verdict(block)),
        };
    }
}
