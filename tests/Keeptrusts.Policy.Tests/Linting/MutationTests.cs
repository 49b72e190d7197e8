using CsCheck;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Tests.Cases;

namespace Keeptrusts.Policy.Tests.Linting;

/// <summary>Good documents with one thing changed: lint never fails, its places lie in the text, and what has no error compiles.</summary>
public sealed class MutationTests
{
    private const int Mutations = 4000;

    private static readonly string[] Documents =
    [
        .. DocumentCase.Read("good").Select(c => c.Yaml),
        .. RuleCatalog.All.Where(r => !r.IsAboutCode && r.Right.Length > 0).Select(r => r.Right),
        .. RuleCase.All().Select(c => c.Yaml).Where(text => PolicyEngine.Lint(text).All(d => d.Severity != DiagnosticSeverity.Error)),
    ];

    private static readonly string[] Words =
    [
        "[", "]", "{", "}", ":", ",", "-", "\"", "'", "#", "&a", "*a", "|", ">", "!", "%", "@", "`", "\n", "\r", "\t", "  ", "\u0000", "\uFFFD", "\u2028", "é", "null", "~", "true",
        "-1", "0", "1e999", "0x10", "99999999999999999999", "2027-02-30", "*", "<<: ", "a: 1", "[]", "{}", "block", "warn", "# kt-lint-disable KT0011", "x-", "sk-", "'[a-'",
    ];

    private static readonly Gen<string> Mutant =
        from document in Gen.Int[0, Documents.Length - 1].Select(i => Documents[i])
        from place in Gen.Double.Unit
        from length in Gen.Int[0, 12]
        from kind in Gen.Int[0, 5]
        from word in Gen.Int[0, Words.Length - 1].Select(i => Words[i])
        select Mutate(document, place, length, kind, word);

    [Fact]
    public void Lint_OneThingChanged_NeverFails() => Mutant.Sample(Check, iter: Mutations, print: text => text);

    private static void Check(string text)
    {
        var options = new PolicyOptions { Today = new DateTime(2026, 11, 26, 0, 0, 0, DateTimeKind.Utc), HasVariable = name => name.Length % 2 == 0, AllowedHosts = _ => ["*.example"] };
        var result = PolicyEngine.Load(text, options);
        Assert.Equal(result.Diagnostics.All(d => d.Severity != DiagnosticSeverity.Error), result.Plan is not null);
        var source = SourceText.Of(text);
        foreach (var finding in result.Diagnostics)
        {
            AssertPlace(source, finding.Span);
            Assert.All(finding.Related, related => AssertPlace(source, related.Span));
            if (finding.Fix is not null)
            {
                PolicyEngine.Lint(TextEdits.Apply(text, [finding]).Text, options);
            }
        }
    }

    private static void AssertPlace(SourceText source, SourceSpan span)
    {
        Assert.InRange(span.Line, 1, source.Lines);
        Assert.InRange(span.EndLine, span.Line, source.Lines);
        Assert.True(span.Column >= 1 && (span.EndLine > span.Line || span.EndColumn > span.Column), $"{span} is empty");
    }

    private static string Mutate(string text, double place, int length, int kind, string word)
    {
        var at = (int)(place * text.Length);
        var end = Math.Min(text.Length, at + length);
        switch (kind)
        {
            case 0:
                return text.Remove(at, end - at);
            case 1:
                return text.Insert(at, word);
            case 2:
                return text.Remove(at, end - at).Insert(at, word);
            case 3:
                return text.Insert(end, text[at..end]);
            default:
                var lines = text.Split('\n').ToList();
                var line = (int)(place * lines.Count);
                var moved = lines[line];
                if (kind == 4)
                {
                    lines.RemoveAt(line);
                }

                lines.Insert(Math.Min(lines.Count, length), moved);
                return string.Join('\n', lines);
        }
    }
}
