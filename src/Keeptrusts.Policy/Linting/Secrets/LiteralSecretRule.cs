using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy.Linting.Secrets;

/// <summary>
/// KT1002: a secret in the file, in values, keys and comments. Texts of tests are no secrets: a test of a detector needs something that looks like one.
/// It runs last, because it also takes what it finds out of the words of all other findings.
/// </summary>
/// <param name="source">The document's text.</param>
internal sealed class LiteralSecretRule(SourceText source) : DocumentRule
{
    private const string Help = "take it out, write `secret_key_ref: { env: NAME }` where it is needed, and replace it at its provider: who has the file has the secret";
    private const int ShownCharacters = 4;

    // Names of entities, not of secrets.
    private static readonly string[] EntityMaps = ["custom_markers", "entities"];

    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var tests = TestCases.Of(document.Root.Map("testing"), "testing").SelectMany(t => new[] { t.Input, t.Expected }).Select(Extent).ToList();
        var found = SecretScanner.Find(source.Text).Where(f => !tests.Exists(t => t.Start <= f.Start && f.Start < t.End)).ToList();
        var values = found.Count == 0 ? [] : Places(document).ToList();
        var hidden = new List<(string Secret, string Mask)>();
        foreach (var secret in found)
        {
            var text = source.Text.Substring(secret.Start, secret.End - secret.Start);
            var mask = Mask(text);
            hidden.Add((text, mask));
            diagnostics.Error(
                RuleCodes.LiteralSecret,
                values.Find(v => v.Start <= secret.Start && secret.Start < v.End).Path ?? "",
                source.Span(secret.Start, secret.End),
                $"a secret stands in the file: {secret.Title}" + (text.StartsWith("--", StringComparison.Ordinal) || secret.Title.StartsWith("password", StringComparison.Ordinal) ? "" : $" (`{mask}`)"),
                Help);
        }

        foreach (var (node, path, key) in Named(document))
        {
            var extent = Extent(node);
            if (!found.Exists(f => extent.Start <= f.Start && f.Start < extent.End))
            {
                hidden.Add((node.Text, "…"));
                diagnostics.Error(RuleCodes.LiteralSecret, path, node.Span, $"`{key}` holds what looks like a secret", Help);
            }
        }

        Hide(hidden, diagnostics);
    }

    private static IEnumerable<(ScalarNode Node, string Path, string Key)> Named(PolicyDocument document)
    {
        foreach (var entry in document.Root.Entries.Where(e => e.Key != "testing"))
        {
            foreach (var scalar in NodeWalk.Scalars(entry.Value, entry.Key))
            {
                if (scalar.Node.Kind == ScalarKind.String && SecretNames.Name(scalar.Key) && !Placeholder.Is(SecretNames.Bare(scalar.Node.Text))
                    && !EntityMaps.Any(map => scalar.Path.Contains("." + map + ".")))
                {
                    yield return scalar;
                }
            }
        }
    }

    private static string Mask(string secret) =>
        (secret.StartsWith("kt_", StringComparison.Ordinal) ? secret.Substring(0, 6) : secret.Substring(0, Math.Min(ShownCharacters, secret.Length / 4))) + "…";

    // Other findings may quote the author's words, and these are among them.
    private static void Hide(List<(string Secret, string Mask)> hidden, DiagnosticBag diagnostics)
    {
        if (hidden.Count > 0)
        {
            var secrets = new HashSet<SourceSpan>(diagnostics.InOrder().Where(d => d.Code == RuleCodes.LiteralSecret).Select(d => d.Span));
            string Clean(string text) => hidden.Aggregate(text, (all, h) => all.Replace(h.Secret, h.Mask));

            // A key where a variable's name belongs is not undeclared, it is in the wrong place.
            diagnostics.Replace(
            [
                .. diagnostics.InOrder().Where(d => !secrets.Contains(d.Span) || d.Code is not (RuleCodes.UndefinedSecret or RuleCodes.UndeclaredVariable)).Select(d => d with
                {
                    Fix = d.Fix is { } fix && hidden.Exists(h => fix.Title.Contains(h.Secret) || fix.Edits.Any(e => e.NewText.Contains(h.Secret))) ? null : d.Fix,
                    Path = Clean(d.Path),
                    Message = Clean(d.Message),
                    Suggestion = d.Suggestion is { } help ? Clean(help) : null,
                    Related = [.. d.Related.Select(r => r with { Path = Clean(r.Path), Message = Clean(r.Message) })],
                }),
            ]);
        }
    }

    private IEnumerable<(int Start, int End, string Path)> Places(PolicyDocument document)
    {
        foreach (var entry in document.Root.Entries)
        {
            foreach (var (node, path, _) in NodeWalk.Scalars(entry.Value, entry.Key))
            {
                var (start, end) = Extent(node);
                yield return (start, end, path);
            }
        }
    }

    private (int Start, int End) Extent(DocumentNode node) => node.Span.Line == 0
        ? (0, 0)
        : (source.Offset(node.Span.Line, node.Span.Column), source.Offset(node.Span.EndLine, node.Span.EndColumn));
}
