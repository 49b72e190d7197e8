using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds.Spans;

/// <summary>Keeps lists of terms within what the matcher holds in memory.</summary>
internal static class TermLint
{
    /// <summary>Longest term, in characters.</summary>
    public const int LongestTerm = 200;

    /// <summary>Longest term that is matched with mistakes.</summary>
    public const int LongestNear = 60;

    /// <summary>Most characters of all exact terms of a list together: some tens of thousands of terms.</summary>
    public const int MostCharacters = 1_000_000;

    /// <summary>Most characters of all terms together that are matched with one mistake; half of it with two.</summary>
    public const int MostNear = 20_000;

    /// <param name="block">The block.</param>
    /// <param name="field">The list's key.</param>
    /// <param name="distance">Edits that count as a match; 0 for none.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static void Check(PolicyBlock block, string field, int distance, DiagnosticBag diagnostics)
    {
        if (block.Node.Find(field) is { Value: ListNode list } entry)
        {
            Check(list, entry.KeySpan, DocumentPath.Key(block.Path, field), distance, diagnostics);
        }
    }

    /// <inheritdoc cref="Check(PolicyBlock, string, int, DiagnosticBag)"/>
    public static void Check(ListNode list, SourceSpan owner, string path, int distance, DiagnosticBag diagnostics)
    {
        var longest = distance == 0 ? LongestTerm : LongestNear;
        var total = 0;
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is not ScalarNode { Kind: ScalarKind.String } scalar)
            {
                continue;
            }

            total += scalar.Text.Length;
            if (scalar.Text.Length > longest)
            {
                diagnostics.Error(
                    RuleCodes.TooLarge,
                    DocumentPath.Index(path, i),
                    scalar.Span,
                    $"the term is longer than {longest} characters" + (distance == 0 ? "" : ", the most for `fuzzy_matching`"),
                    "use its most telling words");
            }
            else if (!scalar.Text.Any(char.IsLetterOrDigit) && !scalar.Text.Any(char.IsSymbol) && !scalar.Text.Any(char.IsPunctuation) && !string.IsNullOrWhiteSpace(scalar.Text))
            {
                diagnostics.Error(RuleCodes.PatternEmpty, DocumentPath.Index(path, i), scalar.Span, "the term has no visible character", "remove it");
            }
        }

        var most = distance == 0 ? MostCharacters : MostNear / distance;
        if (total > most)
        {
            diagnostics.Error(
                RuleCodes.TooLarge,
                path,
                owner,
                $"the terms have more than {most} characters together" + (distance == 0 ? "" : ", the most for this `max_distance`"),
                "split the list over several policies that do not apply to the same calls, or shorten it");
        }
    }
}
