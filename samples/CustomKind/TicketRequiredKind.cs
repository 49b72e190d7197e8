using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Verdicts;

namespace CustomKind;

/// <summary>Wants every request to name the ticket that it is for.</summary>
public sealed class TicketRequiredKind : PolicyKind<TicketRequiredOptions>
{
    public override string Name => "ticket-required";

    public override string Description => "Wants every request to name the ticket that it is for.";

    public override IReadOnlyList<PolicyPhase> Phases => [PolicyPhase.Input];

    public override IReadOnlyList<PolicyAction> Actions => [PolicyAction.Warn, PolicyAction.Block];

    protected override void Lint(TicketRequiredOptions options, KindLint lint)
    {
        for (var i = 0; i < options.Projects.Count; i++)
        {
            if (!options.Projects[i].All(char.IsAsciiLetterUpper))
            {
                lint.Error("TICKET001", $"projects[{i}]", $"`{options.Projects[i]}` is no project key", "write capital letters, such as `PAY`");
            }
        }
    }

    protected override PolicyUnit Compile(TicketRequiredOptions options, KindBlock block) =>
        PolicyUnit.Judging(new TicketPolicy(options, block.Verdict));
}
