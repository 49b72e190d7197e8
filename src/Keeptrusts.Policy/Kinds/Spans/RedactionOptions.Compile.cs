using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Redaction;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.Spans;

/// <content>Options → rules of the span matcher.</content>
internal sealed partial record RedactionOptions
{
    /// <summary>A rule that replaces as these options say.</summary>
    /// <param name="type">Entity, or name of a pattern or list.</param>
    /// <param name="action">What follows from a finding.</param>
    /// <param name="shadow">Whether it is only recorded.</param>
    /// <param name="allowList">Values that may pass.</param>
    /// <param name="detector">What finds it; <see langword="null"/>: the built-in detector of <paramref name="type"/>.</param>
    public SpanRule Rule(string type, PolicyAction action, bool shadow, IReadOnlyList<string> allowList, SpanDetector? detector = null)
    {
        var custom = Markers.TryGetValue(type, out var marker);
        return new SpanRule(0, type, action, shadow, custom ? marker! : $"[{type}]", allowList)
        {
            Detector = detector,
            Form = custom ? MarkerForm.Label : Form(),
        };
    }

    private MarkerForm Form() => new()
    {
        Format = Format switch
        {
            "numbered" => MarkerFormat.Numbered,
            "mask" => MarkerFormat.Mask,
            "partial" => MarkerFormat.Partial,
            "hash" => MarkerFormat.Hash,
            "token" => MarkerFormat.Token,
            _ => MarkerFormat.Label,
        },
        PreserveLength = PreserveLength,
        HashKey = HashKey,
        RestoresInContent = RestoresInContent,
        RestoresInTools = RestoresInTools,
    };
}
