using Keeptrusts.Policy.Detectors.Secrets;
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

    /// <summary>Most values that are secrets by their key alone and are taken out of other findings' words, one after the other.</summary>
    private const int MostNamed = 100;

    // Names of entities, not of secrets.
    private static readonly string[] EntityMaps = ["custom_markers", "entities"];

    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var tests = TestCases.Of(document.Root.Map("testing"), "testing").SelectMany(t => new[] { t.Input, t.Expected }).Select(Extent).ToList();
        var found = SecretScanner.Find(source.Text).Where(f => !tests.Exists(t => t.Start <= f.Start && f.Start < t.End)).ToList();
        var values = found.Count == 0 ? [] : Places(document).OrderBy(v => v.Start).ToList();
        foreach (var secret in found)
        {
            var text = source.Text.Substring(secret.Start, secret.End - secret.Start);
            var mask = Mask(text);
            diagnostics.Error(
                RuleCodes.LiteralSecret,
                PathAt(values, secret.Start),
                source.Span(secret.Start, secret.End),
                $"a secret stands in the file: {secret.Title}" + (text.StartsWith("--", StringComparison.Ordinal) || secret.Title.StartsWith("password", StringComparison.Ordinal) ? "" : $" (`{mask}`)"),
                Help);
        }

        var named = new List<string>();
        var starts = found.Select(f => f.Start).ToList();
        foreach (var (node, path, key) in Named(document))
        {
            var (start, end) = Extent(node);
            var next = starts.BinarySearch(start);
            next = next < 0 ? ~next : next;
            if (next == starts.Count || starts[next] >= end)
            {
                named.Add(node.Text);
                diagnostics.Error(RuleCodes.LiteralSecret, path, node.Span, $"`{key}` holds what looks like a secret", Help);
            }
        }

        if (found.Count + named.Count > 0)
        {
            Hide([.. named.Distinct().Take(MostNamed)], diagnostics);
        }
    }

    private static IEnumerable<(ScalarNode Node, string Path, string Key)> Named(PolicyDocument document)
    {
        foreach (var entry in document.Root.Entries.Where(e => e.Key != "testing"))
        {
            foreach (var scalar in NodeWalk.Scalars(entry.Value, entry.Key))
            {
                if (scalar.Node.Kind == ScalarKind.String && scalar.Path.Contains("_key_ref.") && LooksRandom(scalar.Node.Text))
                {
                    yield return (scalar.Node, scalar.Path, "secret_key_ref");
                }
                else if (scalar.Node.Kind == ScalarKind.String && SecretNames.Name(scalar.Key) && !Placeholder.Is(SecretNames.Bare(scalar.Node.Text))
                    && !EntityMaps.Any(map => scalar.Path.Contains("." + map + ".")))
                {
                    yield return scalar;
                }
            }
        }
    }

    // A key where its name belongs: many digits and letters in a row, or signs that no name has.
    private static bool LooksRandom(string name)
    {
        const int shortestRow = 20;
        const int shortestPassword = 8;
        var (digits, letters) = (name.Any(char.IsDigit), name.Any(char.IsLetter));
        return digits && letters && !name.Contains('$') && !name.Any(char.IsWhiteSpace)
            && (name.All(char.IsLetterOrDigit)
                ? name.Length >= shortestRow && Entropy.Of(name.AsSpan()) >= Entropy.OfTokens
                : name.Length >= shortestPassword && name.Any(c => !char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.')));
    }

    /// <summary>A text of the document with its secrets covered.</summary>
    public static string Covered(string text) => Clean(text, []);

    private static string Mask(string secret) =>
        (secret.StartsWith("kt_", StringComparison.Ordinal) ? secret.Substring(0, 6) : secret.Substring(0, Math.Min(ShownCharacters, secret.Length / 4))) + "…";

    // Other findings may quote the author's words, and these are among them. A key where a variable's name belongs is not undeclared, it is in the wrong place.
    private static void Hide(IReadOnlyList<string> named, DiagnosticBag diagnostics)
    {
        var all = diagnostics.InOrder();
        var places = new HashSet<SourceSpan>(all.Where(d => d.Code == RuleCodes.LiteralSecret).Select(d => d.Span));
        diagnostics.Replace(
        [
            .. all.Where(d => !places.Contains(d.Span) || d.Code is not (RuleCodes.UndefinedSecret or RuleCodes.UndeclaredVariable)).Select(d => d with
            {
                Fix = d.Fix is { } fix && fix.Edits.Any(e => Clean(e.NewText, named) != e.NewText) ? null : d.Fix,
                Path = Clean(d.Path, named),
                Message = Clean(d.Message, named),
                Suggestion = d.Suggestion is { } help ? Clean(help, named) : null,
                Related = [.. d.Related.Select(r => r with { Path = Clean(r.Path, named), Message = Clean(r.Message, named) })],
            }),
        ]);
    }

    private static string Clean(string text, IReadOnlyList<string> named)
    {
        foreach (var secret in SecretScanner.Find(text).Reverse().ToList())
        {
            var mask = Mask(text.Substring(secret.Start, secret.End - secret.Start));
            text = text.Remove(secret.Start, secret.End - secret.Start).Insert(secret.Start, mask);
        }

        return named.Aggregate(text, (all, secret) => all.Replace(secret, "…"));
    }

    private static string PathAt(List<(int Start, int End, string Path)> values, int offset)
    {
        var (low, high) = (0, values.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = values[middle].Start <= offset ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && offset < values[low - 1].End ? values[low - 1].Path : "";
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
