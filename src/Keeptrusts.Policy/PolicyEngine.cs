using Keeptrusts.Policy.Compilation;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Linting;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy;

/// <summary>The front door: text of a <c>policy-config.yaml</c> in, plan or diagnostics out.</summary>
public static class PolicyEngine
{
    /// <summary>Parses, checks and compiles a document.</summary>
    /// <param name="yaml">The document's text.</param>
    /// <returns>The plan, unless a diagnostic is an error; and all diagnostics, in document order.</returns>
    public static PolicyLoadResult Load(string yaml)
    {
        var diagnostics = new DiagnosticBag();

        // 1. Text → document with places; structure is checked.
        var document = DocumentReader.Read(yaml, KindCatalog.Schemas, diagnostics);

        // 2. Rules over the whole document.
        if (document is not null)
        {
            PolicyLinter.Run(document, diagnostics);
        }

        // 3. Document → plan, unless something is wrong.
        var plan = document is null || diagnostics.HasErrors ? null : PolicyCompiler.Compile(document, yaml);
        return new PolicyLoadResult(plan, diagnostics.InOrder());
    }
}
