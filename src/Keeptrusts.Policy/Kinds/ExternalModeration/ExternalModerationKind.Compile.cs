using System.Globalization;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.ExternalModeration;

/// <content>Block → text policy.</content>
internal sealed partial class ExternalModerationKind
{
    internal override PolicyUnit Compile(PolicyBlock block) => new()
    {
        Protects = block.Action != "warn",
        ReasonCode = ReasonCodes.ModerationFlagged,
        Text = new ModerationJudge
        {
            Url = block.Node.Text("url") is { } url ? new Uri(url) : null,
            Target = block.Node.Text("target"),
            Model = block.Node.Text("model") ?? "omni-moderation-latest",
            Timeout = TimeSpan.FromMilliseconds(block.Node.Whole("timeout_ms") ?? 3000),
            Thresholds = (block.Node.Map("categories")?.Entries ?? [])
                .ToDictionary(e => e.Key, e => double.Parse(((ScalarNode)e.Value).Text, CultureInfo.InvariantCulture), StringComparer.Ordinal),
            Verdict = Actions.Verdict(block),
        },
    };
}
