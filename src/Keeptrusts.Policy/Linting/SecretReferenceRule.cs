using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>
/// KT1010, KT1001: a secret's name is declared in <c>variables</c>. An undeclared environment variable is an error where the place of deployment is known
/// not to have it, and otherwise a warning. An undeclared store secret exists nowhere.
/// </summary>
/// <param name="hasVariable">Knows the variables of the place of deployment; <see langword="null"/>: nobody does.</param>
internal sealed class SecretReferenceRule(Func<string, bool>? hasVariable) : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var target in document.Targets)
        {
            if (target.Provider == "echo" || target.Node.Map("secret_key_ref") is not { } reference)
            {
                continue;
            }

            Check(document, reference, DocumentPath.Key(target.Path, "secret_key_ref"), diagnostics);
        }

        foreach (var block in document.Blocks)
        {
            if (block.Node.Map("redaction")?.Map("hash_key_ref") is { } reference)
            {
                Check(document, reference, DocumentPath.Key(DocumentPath.Key(block.Path, "redaction"), "hash_key_ref"), diagnostics);
            }
        }
    }

    /// <summary>The names to which the document refers.</summary>
    public static IEnumerable<string> Names(PolicyDocument document) =>
        document.Targets.Select(t => t.Node.Map("secret_key_ref")).Concat(document.Blocks.Select(b => b.Node.Map("redaction")?.Map("hash_key_ref")))
            .OfType<MapNode>().Select(r => r.Text("env") ?? r.Text("store")).OfType<string>();

    private void Check(PolicyDocument document, MapNode reference, string holder, DiagnosticBag diagnostics)
    {
        // Both at once is one mistake, reported as such.
        if (reference.Has("env") == reference.Has("store"))
        {
            return;
        }

        var source = reference.Has("env") ? "env" : "store";
        if (reference.Text(source) is not { } name || string.IsNullOrWhiteSpace(name) || document.Variables.Any(v => v.Name == name && (v.From == source || v.From.Length == 0)))
        {
            return;
        }

        var near = Nearest.Of(name, document.Variables.Where(v => v.From == source).Select(v => v.Name));
        var path = DocumentPath.Key(holder, source);
        var undefined = source == "store" || hasVariable?.Invoke(name) is false;
        var where = source == "store" || hasVariable is null ? "is not declared in `variables`"
            : undefined ? "is neither declared in `variables` nor set in the environment"
            : "is only in the environment, and not declared in `variables`";
        var message = $"`{name}` {where}" + (near is null ? "" : $"; did you mean `{near}`?");
        var help = near is null ? $"add `{name}: {{ from: {source} }}` under `variables:`" : $"write `{near}`";
        var (code, severity) = undefined ? (RuleCodes.UndefinedSecret, DiagnosticSeverity.Error) : (RuleCodes.UndeclaredVariable, DiagnosticSeverity.Warning);
        diagnostics.Add(new Diagnostic(code, severity, path, reference.Find(source)!.Value.Span, message, help));
    }
}
