using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Kinds;

/// <summary>
/// A kind of policy: what the document may say about it, and what that means. Built-in kinds and those that a program adds stand side by side
/// in one set. A program derives from the variant with typed options and adds an instance to <see cref="PolicyOptions.Kinds"/>.
/// </summary>
public abstract partial class PolicyKind
{
    // From outside, only the variant with typed options can be derived from: how shapes are written may change.
    internal PolicyKind()
    {
    }

    /// <summary>What the document may say.</summary>
    internal abstract KindSchema Schema { get; }

    /// <summary>
    /// The kind's own fields as JSON Schema (draft 7): what the file named by <c>kinds.NAME.schema</c> holds, so that lint outside this program
    /// knows the kind. Equal kinds give equal text.
    /// </summary>
    public string JsonSchema() => KindFragment.Write(Schema, describe: true);

    /// <summary>What the structure alone cannot tell. Fields that are absent or ill-typed have been reported already.</summary>
    internal virtual void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
    }

    /// <summary>The same for a kind whose fields point to other parts of the document, such as targets.</summary>
    internal virtual void Lint(PolicyDocument document, PolicyBlock block, DiagnosticBag diagnostics) => Lint(block, diagnostics);
}
