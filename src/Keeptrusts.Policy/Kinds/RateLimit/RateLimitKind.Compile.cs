using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.RateLimit;

/// <content>Block → admission policy.</content>
internal sealed partial class RateLimitKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var limit = new LimitPolicy
        {
            // A policy that only watches keeps its own count, so that switching it on does not start with what it watched.
            Name = (block.Shadow ? "shadow:" : "") + block.Name,
            Scope = block.Node.Text("scope") ?? "key",
            Requests = block.Node.Whole("requests"),
            Tokens = block.Node.Whole("tokens"),
            Window = TimeSpan.FromSeconds(block.Node.Whole("window_seconds") ?? 60),
            Parallel = block.Node.Whole("max_parallel_requests"),
            Reports = !block.Shadow,
        };
        return new PolicyUnit { Protects = true, ReasonCode = ReasonCodes.RateLimitExceeded, Admission = limit, CountsInput = limit.Tokens is not null };
    }
}
