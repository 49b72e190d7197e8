using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Claims;
using Keeptrusts.Policy.Linting.Conflicts.Scopes;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>KT3004: phrases that a policy looks for after redactions have taken them away.</summary>
internal sealed class HiddenLiterals(Chain chain, ConflictFindings findings)
{
    private const int LongestPhrase = 200;

    public void Find()
    {
        var readers = chain.Policies.Where(p => TextLiterals.Knows(p.Block.Kind)).ToList();
        if (readers.Count == 0)
        {
            return;
        }

        var redactions = chain.Policies.SelectMany(p => p.Claims)
            .Where(c => c.Action == PolicyAction.Redact && c.Policy.Allowed.Count == 0 && Literal(c) is not null)
            .ToLookup(c => Literal(c)!, StringComparer.Ordinal);
        foreach (var reader in readers)
        {
            var phases = reader.Phases.Where(p => p is PolicyPhase.Input or PolicyPhase.Output).ToList();
            foreach (var literal in phases.Count == 0 || redactions.Count == 0 ? [] : TextLiterals.Of(reader.Block))
            {
                if (!chain.Limit.Spend(literal.Phrase.Length))
                {
                    return;
                }

                Judge(reader, phases, literal, [.. Parts(ClaimReader.Fold(literal.Phrase)).SelectMany(part => redactions[part]).Where(c => !Shows(c, literal))]);
            }
        }
    }

    private void Judge(PolicyFacts reader, List<PolicyPhase> phases, TextLiteral literal, List<Claim> hiding)
    {
        var single = hiding.Find(h => chain.IsCovered(reader, phases, [h.Policy]));
        List<Claim> needed = single is null ? hiding : [single];
        if (needed.Count == 0
            || (single is null && !chain.IsCovered(reader, phases, [.. hiding.Select(h => h.Policy)]))
            || Replay.First(chain, needed.SelectMany(h => chain.Meeting(reader.Scope.Known, h.Policy)), reader) is not { } witness
            || !needed.Exists(h => Replay.Applies(chain, h.Policy, witness))
            || chain.Limit.IsSpent)
        {
            return;
        }

        var first = needed[0];
        var names = Wording.Names([.. needed.Select(n => n.Policy).Distinct()], "or");
        var verb = reader.Block.Action switch { "warn" => "warns about", "block" => "blocks", _ => "escalates" };
        findings.Add(new Diagnostic(
            RuleCodes.HiddenByRedaction,
            reader.Block.Action == "block" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
            literal.Path,
            literal.Span,
            $"`{reader.Name}` reads what redactions leave, and {names} always redacts `{first.Name}`: it never {verb} `{literal.Phrase}` ({Selected.Words(reader.Block)})",
            $"let `{first.Policy.Name}` do it (`action: {(reader.Block.Action is "warn" or "block" ? reader.Block.Action : "escalate")}`), or take `{first.Name}` out of it")
        {
            Related = [.. needed.Select(Wording.Place)],
            Witness = witness with { Subject = literal.Phrase },
        });
    }

    // A term, or a pattern that is one.
    private static string? Literal(Claim claim)
    {
        const string term = "term:";
        const string pattern = "pattern:False:";
        return claim.Subject.StartsWith(term, StringComparison.Ordinal) ? claim.Subject.Substring(term.Length)
            : claim.Subject.StartsWith(pattern, StringComparison.Ordinal) && claim.Subject.Skip(pattern.Length).All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
                ? ClaimReader.Fold(claim.Subject.Substring(pattern.Length))
            : null;
    }

    // A marker of one's own may hold the phrase again.
    private static bool Shows(Claim claim, TextLiteral literal) =>
        claim.Form[0] == '=' && ClaimReader.Fold(claim.Form).Contains(ClaimReader.Fold(literal.Phrase));

    /// <summary>Everything in a phrase that begins and ends at the border of a word. At the phrase's own ends only ASCII has borders that all readers agree about.</summary>
    private static IEnumerable<string> Parts(string phrase)
    {
        if (phrase.Length is 0 or > LongestPhrase)
        {
            yield break;
        }

        for (var start = 0; start < phrase.Length; start++)
        {
            if (start == 0 ? !IsPlain(phrase[0]) : char.IsLetterOrDigit(phrase[start]) && IsWord(phrase[start - 1]))
            {
                continue;
            }

            for (var end = start + 1; end <= phrase.Length; end++)
            {
                if (end == phrase.Length ? IsPlain(phrase[end - 1]) : !(IsWord(phrase[end - 1]) && IsWord(phrase[end])))
                {
                    yield return phrase.Substring(start, end - start);
                }
            }
        }
    }

    private static bool IsPlain(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
