using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Linting;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy;

/// <summary>The front door: text of a <c>policy-config.yaml</c> in, plan or diagnostics out.</summary>
public static partial class PolicyEngine
{
    /// <summary>
    /// Parses and checks a document without compiling it. Kinds that the document only declares (<c>kinds:</c>) are known by their schema file.
    /// </summary>
    /// <param name="yaml">The document's text.</param>
    /// <param name="options">What the program brings; <see langword="null"/>: <see cref="PolicyOptions.Default"/>.</param>
    /// <returns>Every problem, in document order.</returns>
    /// <exception cref="ArgumentException">Two kinds of <paramref name="options"/> have one name, or one of them has a built-in kind's.</exception>
    public static IReadOnlyList<Diagnostic> Lint(string yaml, PolicyOptions? options = null)
    {
        options ??= PolicyOptions.Default;
        var diagnostics = new DiagnosticBag();
        Check(yaml, KindSet.With(options.Kinds), options, diagnostics);
        return diagnostics.InOrder();
    }

    private static (PolicyDocument? Document, KindSchemas Schemas) Check(string yaml, KindSet kinds, PolicyOptions options, DiagnosticBag diagnostics)
    {
        // 1. Text → document with places; structure is checked.
        var (document, schemas) = DocumentReader.Read(yaml, kinds.Schemas, options.ReadFile, diagnostics);

        // 2. Rules over the whole document.
        if (document is not null)
        {
            PolicyLinter.Run(document, kinds, schemas, diagnostics);
        }

        return (document, schemas);
    }
}
