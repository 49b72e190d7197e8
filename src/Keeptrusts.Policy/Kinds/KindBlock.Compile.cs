using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds;

/// <summary>What the document says about a policy beside its kind's own fields.</summary>
/// <param name="Name">The policy's name in the chain.</param>
/// <param name="Action">What the author wants to follow (<c>action</c>); <see langword="null"/> for kinds that take none.</param>
/// <param name="Shadow">Whether the policy only watches; results are marked so without the kind's help.</param>
public sealed record KindBlock(string Name, PolicyAction? Action, bool Shadow)
{
    /// <summary>The verdict of <see cref="Action"/>; <see cref="Verdict.Block"/> for kinds that take none.</summary>
    public Verdict Verdict => Action switch
    {
        PolicyAction.Warn => Verdict.Warn,
        PolicyAction.Redact => Verdict.Redact,
        PolicyAction.Escalate => Verdict.Escalate,
        _ => Verdict.Block,
    };
}
