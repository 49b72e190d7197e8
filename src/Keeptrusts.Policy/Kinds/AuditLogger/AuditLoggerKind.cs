using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.AuditLogger;

/// <summary>Says how calls are recorded.</summary>
internal sealed partial class AuditLoggerKind : PolicyKind
{
    /// <summary>The kind's name; lint wants it last in the chain.</summary>
    public const string KindName = "audit-logger";

    internal override KindSchema Schema { get; } = new()
    {
        Name = KindName,
        Description = "Says how calls are recorded.",
        Phases = [PolicyPhase.Audit],
        CanShadow = false,
        Fields =
        [
            Shapes.Field("binding", Shapes.Flag, "Whether the event must be durable before the answer's last byte; true."),
            Shapes.Field("retention_days", new WholeShape(1, 36_500), "How long events are kept; for ever without it."),
            Shapes.Field("content", Shapes.Choice("none", "hash", "redacted", "full"), "How much of the texts events keep: nothing, keyed hashes, the texts as they were sent and delivered, or the originals too; `none`."),
        ],
    };
}
