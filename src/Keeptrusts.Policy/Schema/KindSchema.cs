using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Schema;

/// <summary>What the document may say about policies of one kind.</summary>
internal sealed record KindSchema
{
    private ObjectShape? _block;

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>The phases in which the kind can act: the only ones that a block may name.</summary>
    public required IReadOnlyList<PolicyPhase> Phases { get; init; }

    /// <summary>The phases in which it acts unless the block says otherwise; <see langword="null"/>: all of <see cref="Phases"/>.</summary>
    public IReadOnlyList<PolicyPhase>? DefaultPhases { get; init; }

    /// <summary>Values of <c>action</c>; empty where the kind has one natural action.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>The one action of a kind without <see cref="Actions"/>: documents may spell it out. <see langword="null"/> for kinds that decide nothing.</summary>
    public string? NaturalAction { get; init; }

    /// <summary>Values of <c>action</c> that this version refuses.</summary>
    public IReadOnlyList<string> LaterActions { get; init; } = [];

    /// <summary>A block that needs no <c>action</c> although the kind does.</summary>
    public Func<MapNode, bool> ActionGiven { get; init; } = _ => false;

    /// <summary>Whether <c>mode: shadow</c> is available.</summary>
    public bool CanShadow { get; init; } = true;

    /// <summary>The kind's own fields.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];

    /// <summary>At least one of these must be given; empty where none need be.</summary>
    public IReadOnlyList<string> AnyOf { get; init; } = [];

    /// <summary>Whether the kind's own fields are unknown, so that any may stand in a block.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether a chain entry of this kind cannot stand without a block.</summary>
    public bool NeedsBlock => Actions.Count > 0 || AnyOf.Count > 0 || Fields.Any(f => f.Required);

    /// <summary>The whole block: common fields, then the kind's own.</summary>
    public ObjectShape Block => _block ??= new ObjectShape([.. BlockFields.For(this), .. Fields], IsOpen: IsOpen);

    /// <summary>The phases in which a policy acts.</summary>
    public IReadOnlyList<PolicyPhase> PhasesOf(PolicyBlock block) =>
        block.Phases.Count == 0 ? DefaultPhases ?? Phases : [.. Phases.Where(p => block.Phases.Contains(BlockFields.Name(p)))];
}
