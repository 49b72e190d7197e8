using Keeptrusts.Policy.Text.Custom;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Kinds.Spans;

/// <content>Pattern → detector.</content>
internal sealed partial record OwnPattern
{
    public SpanDetector Detector() =>
        UserPattern.Compile(Name, Pattern, Raw).Detector ?? throw new InvalidOperationException("the pattern has not been checked");
}
