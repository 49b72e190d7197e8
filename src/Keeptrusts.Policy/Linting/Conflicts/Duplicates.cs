using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Claims;
using Keeptrusts.Policy.Linting.Conflicts.Scopes;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>KT3005: the same action on the same thing for the same calls, twice.</summary>
internal sealed class Duplicates(Chain chain, ConflictFindings findings)
{
    private readonly Dictionary<(int Later, int First), (Claim Later, Claim First, List<string> Subjects, Witness Witness)> _pairs = [];

    public void Find(IReadOnlyList<SubjectGroup> groups)
    {
        foreach (var group in groups)
        {
            for (var i = 1; i < group.Claims.Count && chain.Limit.Spend(1 + (i / 16)); i++)
            {
                // One is enough: the others have the same said about them.
                var later = group.Claims[i];
                if (group.Claims.Take(i).FirstOrDefault(first => AreSame(later, first)) is { } first)
                {
                    Add(group, later, first);
                }
            }
        }

        foreach (var (later, first, subjects, witness) in _pairs.Values.Where(p => !findings.Has(p.Later.Policy, p.First.Policy)))
        {
            var isAll = subjects.Count == later.Policy.Claims.Count && subjects.Count == first.Policy.Claims.Count;
            var where = Selected.Words(later.Policy.Block);
            findings.Add(
                new Diagnostic(
                    RuleCodes.SameTwice,
                    DiagnosticSeverity.Info,
                    later.Policy.Block.Path,
                    later.Policy.Block.Span,
                    isAll ? $"`{later.Policy.Name}` does the same as `{first.Policy.Name}` ({where})" : $"`{later.Policy.Name}` and `{first.Policy.Name}` both {Wording.Plural(later.Action)} {Wording.List(subjects)} ({where})",
                    isAll ? "remove one of them" : $"leave {(subjects.Count == 1 ? "it" : "them")} to one of the two")
                {
                    Related = [new RelatedPlace(first.Policy.Block.Path, first.Policy.Block.Span, $"`{first.Policy.Name}` is here")],
                    Witness = witness,
                },
                later.Policy,
                [first.Policy]);
        }
    }

    private bool AreSame(Claim later, Claim first) =>
        later.Action == first.Action
        && chain.Relations.Meet(later.Policy.Scope, first.Policy.Scope)
        && ClaimRules.AreMeant(later, first)
        && later.Distance == first.Distance
        && (later.Action != Verdicts.PolicyAction.Redact || later.Form == first.Form)
        && later.Policy.Block.Message == first.Policy.Block.Message
        && later.Policy.FailsClosed == first.Policy.FailsClosed
        && later.Policy.Block.Buffered == first.Policy.Block.Buffered
        && ClaimRules.Finds(later, first)
        && ClaimRules.Finds(first, later)
        && later.Policy.ActsWithin(first.Policy)
        && first.Policy.ActsWithin(later.Policy)
        && chain.Relations.Of(later.Policy.Scope, first.Policy.Scope).HasFlag(Overlap.Inside | Overlap.Meets)
        && chain.Relations.Of(first.Policy.Scope, later.Policy.Scope).HasFlag(Overlap.Inside);

    private void Add(SubjectGroup group, Claim later, Claim first)
    {
        var key = (later.Policy.Order, first.Policy.Order);
        if (_pairs.TryGetValue(key, out var known))
        {
            known.Subjects.AddRange(group.Subjects);
        }
        else if (Replay.First(chain, chain.Meeting(later.Policy.Scope.Known, first.Policy), later.Policy, first.Policy) is { } witness)
        {
            _pairs[key] = (later, first, [.. group.Subjects], witness with { Subject = group.Subjects[0] });
        }
    }
}
