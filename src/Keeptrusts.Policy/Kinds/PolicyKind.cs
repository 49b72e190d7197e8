using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Kinds;

/// <summary>A kind of policy: what the document may say about it, and what that means.</summary>
internal abstract partial class PolicyKind
{
    public abstract KindSchema Schema { get; }

    /// <summary>What the structure alone cannot tell. Fields that are absent or ill-typed have been reported already.</summary>
    public virtual void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
    }
}
