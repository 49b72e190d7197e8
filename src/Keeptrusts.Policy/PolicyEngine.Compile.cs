using Keeptrusts.Policy.Compilation;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;

namespace Keeptrusts.Policy;

/// <content>The half that needs the engine.</content>
public static partial class PolicyEngine
{
    /// <summary>Parses, checks and compiles a document.</summary>
    /// <param name="yaml">The document's text.</param>
    /// <param name="options">What the program brings; <see langword="null"/>: <see cref="PolicyOptions.Default"/>.</param>
    /// <returns>The plan, unless a diagnostic is an error; and all diagnostics, in document order.</returns>
    /// <exception cref="ArgumentException">Two kinds of <paramref name="options"/> have one name, or one of them has a built-in kind's.</exception>
    public static PolicyLoadResult Load(string yaml, PolicyOptions? options = null)
    {
        options ??= PolicyOptions.Default;
        var diagnostics = new DiagnosticBag();
        var kinds = KindSet.With(options.Kinds);

        // 1, 2. Text → document that every rule has seen.
        var (document, schemas) = Check(yaml, kinds, options, diagnostics);

        // 3. A kind that is only declared can be checked, and not run.
        foreach (var missing in schemas.Declared)
        {
            diagnostics.Error(
                RuleCodes.UnknownKind,
                DocumentPath.Key("kinds", missing.Schema.Name),
                missing.Span,
                $"the document declares the kind `{missing.Schema.Name}`, and this program has no class for it",
                "run the document in the program that adds the kind (`options.AddPolicyKind<…>()`)");
        }

        // 4. Document → plan, unless something is wrong.
        var plan = document is null || diagnostics.HasErrors ? null : PolicyCompiler.Compile(document, kinds, yaml);
        return new PolicyLoadResult(plan, diagnostics.InOrder());
    }
}
