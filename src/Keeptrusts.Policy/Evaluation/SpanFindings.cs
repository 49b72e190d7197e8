using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>What was found in one channel; a clean channel costs nothing.</summary>
internal sealed class SpanFindings(SpanPhase phase)
{
    private HashSet<int>? _failed;
    private List<(int Rule, PolicyAction Action, Finding Finding)>? _found;

    public bool IsEmpty => _found is null && _failed is null;

    /// <summary>Whether an enforced finding blocks.</summary>
    public bool Blocks { get; private set; }

    public void Add(int rule, int start, int end, double score, string? at, bool inKey)
    {
        // A key cannot be redacted without breaking the call, so its redaction is a block.
        var action = phase.Rules[rule].Action == PolicyAction.Redact && inKey ? PolicyAction.Block : phase.Rules[rule].Action;
        (_found ??= []).Add((rule, action, new Finding(phase.Rules[rule].Type, start, end, score, at)));
        Blocks |= action == PolicyAction.Block && phase.Enforces(rule);
    }

    /// <summary>The policies of which a check threw.</summary>
    public IReadOnlyCollection<int> FailedPolicies => _failed ?? [];

    /// <summary>The check of a rule's detector threw.</summary>
    public void Fail(int rule)
    {
        (_failed ??= []).Add(phase.Rules[rule].Policy);
        var policy = phase.Policies[phase.Rules[rule].Policy];
        Blocks |= policy.FailsClosed && phase.Enforces(rule);
    }

    /// <summary>Adds the findings of one policy, and raises <paramref name="gravest"/> to the first of the gravest ones.</summary>
    public void CollectFor(int policy, List<Finding> findings, ref GravestFinding? gravest)
    {
        foreach (var found in _found ?? [])
        {
            if (phase.Rules[found.Rule].Policy != policy)
            {
                continue;
            }

            findings.Add(found.Finding);
            var counts = phase.Policies[policy].Shadow || !phase.Rules[found.Rule].Shadow;
            gravest = !counts || gravest?.Action >= found.Action ? gravest : new GravestFinding(found.Action, phase.Rules[found.Rule].ReasonCode);
        }
    }
}
