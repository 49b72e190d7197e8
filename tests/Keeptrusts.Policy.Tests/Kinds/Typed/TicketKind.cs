using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Kinds.Typed;

/// <summary>A kind with a property of every type.</summary>
internal sealed class TicketKind : PolicyKind<TicketOptions>
{
    public override string Name => "ticket";

    public override string Description => "Tests tickets.";

    public override IReadOnlyList<PolicyPhase> Phases => [PolicyPhase.Output, PolicyPhase.Input];

    public override IReadOnlyList<PolicyAction> Actions => [PolicyAction.Block, PolicyAction.Warn, PolicyAction.Redact];

    public TicketOptions? Seen { get; private set; }

    public Func<TicketOptions, KindBlock, PolicyUnit> Makes { get; init; } =
        (_, block) => PolicyUnit.Finding(SpanRules.None.Pattern("TICKET", "PROJ-[0-9]+", block.Action!.Value), "ticket_found");

    protected override void Lint(TicketOptions options, KindLint lint)
    {
        if (options.Projects.Count == 2)
        {
            lint.Error("TICKET001", "projects[1]", "two projects are one too many", "name one");
            lint.Warning("TICKET002", "nested.most", "not there");
        }
    }

    protected override PolicyUnit Compile(TicketOptions options, KindBlock block)
    {
        Seen = options;
        return Makes(options, block);
    }
}

internal sealed record TicketOptions
{
    [Description("The projects.")]
    [MinLength(1)]
    public required IReadOnlyList<string> Projects { get; init; }

    [Range(1, 9)]
    public int MaxAge { get; init; } = 3;

    [Range(0, 1)]
    public double Share { get; init; } = 0.5;

    public decimal? Price { get; init; }

    public bool? Strict { get; init; }

    public TicketMode Mode2 { get; init; } = TicketMode.OpenOnly;

    public Uri? Tracker { get; init; }

    public DateOnly? Since { get; init; }

    public IReadOnlyDictionary<string, int> Weights { get; init; } = new Dictionary<string, int>();

    public IReadOnlyList<TicketNested>? List { get; init; }

    public int[] Numbers { get; init; } = [];

    public TicketNested? Nested { get; init; }

    public string Computed => string.Join(',', Projects);
}

internal sealed class TicketNested
{
    [Required]
    public string Name { get; set; } = "";

    public int Most { get; set; }
}

internal enum TicketMode
{
    OpenOnly,
    Any,
}
