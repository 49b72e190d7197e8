using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Kinds.AuditLogger;

/// <content>Block → audit rule.</content>
internal sealed partial class AuditLoggerKind
{
    internal override PolicyUnit Compile(PolicyBlock block) => new()
    {
        Protects = true,
        Audit = new AuditRule
        {
            Policy = block.Name,
            Binding = block.Node.Flag("binding") ?? true,
            RetentionDays = block.Node.Whole("retention_days"),
            Content = Enum.Parse<AuditContent>(block.Node.Text("content") ?? "none", ignoreCase: true),
        },
    };
}
