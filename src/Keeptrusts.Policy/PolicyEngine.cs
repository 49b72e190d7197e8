using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Linting;
using Keeptrusts.Policy.Linting.Secrets;
using Keeptrusts.Policy.Linting.Repairs;
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
    public static IReadOnlyList<Diagnostic> Lint(string yaml, PolicyOptions? options = null) => Inspect(yaml, options).Diagnostics;

    /// <summary>The same as <see cref="Lint"/>, and what the document is.</summary>
    /// <param name="yaml">The document's text.</param>
    /// <param name="options">What the program brings; <see langword="null"/>: <see cref="PolicyOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Two kinds of <paramref name="options"/> have one name, or one of them has a built-in kind's.</exception>
    public static PolicyInspection Inspect(string yaml, PolicyOptions? options = null)
    {
        options ??= PolicyOptions.Default;
        var diagnostics = new DiagnosticBag();
        var (document, _) = Check(yaml, KindSet.With(options.Kinds), options, diagnostics);
        return new PolicyInspection
        {
            Diagnostics = diagnostics.InOrder(),
            Name = document?.Pack.Name is { Length: > 0 } name ? name : null,
            Version = document?.Pack.Version is { Length: > 0 } version ? version : null,
            Chain = [.. (document?.Chain ?? []).Select(entry => LiteralSecretRule.Covered(entry.Name))],
            PolicyCount = document?.Blocks.Count ?? 0,
            Policies = [.. (document?.Blocks ?? []).Select(block => block.Name)],
            Targets = [.. (document?.Targets ?? []).Select(target => target.Id)],
            Models = document is null ? null : ServedModels.Of(document),
        };
    }

    /// <summary>Repairs what has one right answer (<see cref="Diagnostic.Fix"/>).</summary>
    /// <param name="yaml">The document's text.</param>
    /// <param name="options">What the program brings; <see langword="null"/>: <see cref="PolicyOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Two kinds of <paramref name="options"/> have one name, or one of them has a built-in kind's.</exception>
    public static PolicyRepair Repair(string yaml, PolicyOptions? options = null)
    {
        var repaired = new List<Diagnostic>();
        var findings = Lint(yaml, options);

        // A repair may uncover the next; each round leaves fewer errors or findings, or is not kept.
        while (TextEdits.Apply(yaml, findings) is { Repaired.Count: > 0 } round)
        {
            var next = Lint(round.Text, options);
            if (Weight(next).CompareTo(Weight(findings)) >= 0)
            {
                break;
            }

            (yaml, findings) = (round.Text, next);
            repaired.AddRange(round.Repaired);
        }

        return new PolicyRepair(yaml, repaired);
    }

    private static (int, int) Weight(IReadOnlyList<Diagnostic> findings) => (findings.Count(f => f.Severity == DiagnosticSeverity.Error), findings.Count);

    private static (PolicyDocument? Document, KindSchemas Schemas) Check(string yaml, KindSet kinds, PolicyOptions options, DiagnosticBag diagnostics)
    {
        // 1. Text → document with places; structure is checked.
        var source = SourceText.Of(yaml);
        var (document, schemas) = DocumentReader.Read(source, kinds.Schemas, options.ReadFile, diagnostics);

        // 2. Rules over the whole document.
        if (document is not null)
        {
            PolicyLinter.Run(document, source, kinds, schemas, new LintWishes(options.HasVariable, options.AllowedHosts, options.HasPrice, options.Environment, options.Day), diagnostics);

            // 3. What the document itself says about findings.
            Findings.Settle(document, source, ignores: !options.NoIgnores, diagnostics);
            if (options.WasAccepted)
            {
                Findings.Tolerate(diagnostics);
            }

            // 4. Repairs that need the text around a finding.
            TextRepairs.Attach(document, source, diagnostics);
        }

        return (document, schemas);
    }
}
