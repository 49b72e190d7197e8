using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Claims;
using Keeptrusts.Policy.Linting.Conflicts.Scopes;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>KT3001: different actions on the same thing.</summary>
internal sealed class Contradictions(Chain chain, ConflictFindings findings)
{
    private readonly Dictionary<(int Weak, int Strong), Contradiction> _pairs = [];
    private readonly List<Contradiction> _unions = [];
    private int _infos;

    public void Find(IReadOnlyList<SubjectGroup> groups)
    {
        foreach (var group in groups.Where(g => g.Claims.Count > 1))
        {
            foreach (var claim in group.Claims)
            {
                if (!chain.Limit.Spend(1 + (group.Claims.Count / 16)))
                {
                    break;
                }

                Judge(group, claim);
            }
        }

        // Several policies together explain more than two of them that only cross.
        var told = new HashSet<(int Weak, int Strong)>(_unions.SelectMany(u => u.Strong.Select(s => (u.Weak.Policy.Order, s.Policy.Order))));
        var pairs = _pairs.Where(p => p.Value.Severity != DiagnosticSeverity.Info || !told.Contains(p.Key)).Select(p => p.Value);
        foreach (var one in pairs.Concat(_unions).OrderBy(c => c.Severity == DiagnosticSeverity.Info).ThenBy(c => c.Weak.Policy.Order))
        {
            // The other way round something else of the same two may contradict.
            if (!one.Strong.All(s => findings.Has(one.Weak.Policy, s.Policy)))
            {
                findings.Add(ContradictionText.Write(one), one.Weak.Policy, one.Strong.Select(s => s.Policy));
            }
        }
    }

    private void Judge(SubjectGroup group, Claim weak)
    {
        var crossing = new List<Claim>();
        var isInside = false;
        foreach (var strong in group.Claims)
        {
            if (strong.Action <= weak.Action || !chain.Relations.Meet(weak.Policy.Scope, strong.Policy.Scope) || !weak.Policy.ActsWith(strong.Policy) || !ClaimRules.Finds(strong, weak))
            {
                continue;
            }

            var (there, back) = (chain.Relations.Of(weak.Policy.Scope, strong.Policy.Scope), chain.Relations.Of(strong.Policy.Scope, weak.Policy.Scope));
            if (chain.Limit.IsSpent)
            {
                continue;
            }

            var isWithin = weak.Policy.ActsWithin(strong.Policy);
            var isTighter = back.HasFlag(Overlap.KnownInside);
            if (isWithin && isTighter && strong.Policy.ActsWithin(weak.Policy) && there.HasFlag(Overlap.KnownInside))
            {
                Add(group, weak, strong, ContradictionKind.Equal);
                isInside = true;
            }
            else if (isWithin && there.HasFlag(Overlap.Inside))
            {
                isInside |= ClaimRules.Overrules(strong, weak);
                if (ClaimRules.Overrules(strong, weak))
                {
                    Add(group, weak, strong, ContradictionKind.Inside);
                }
            }
            else if (isTighter)
            {
                // Stricter for some calls is what policies are for.
                crossing.Add(strong);
            }
            else
            {
                crossing.Add(strong);
                if (weak.Policy.Scope.IsExact && strong.Policy.Scope.IsExact)
                {
                    Add(group, weak, strong, ContradictionKind.Crossing);
                }
            }
        }

        if (!isInside && crossing.Count > 1)
        {
            JudgeUnion(group, weak, [.. crossing.Where(c => ClaimRules.Overrules(c, weak) && ClaimRules.AreMeant(c, weak))]);
        }
    }

    private void JudgeUnion(SubjectGroup group, Claim weak, List<Claim> strong)
    {
        if (strong.Count < 2 || !chain.IsCovered(weak.Policy, weak.Policy.Phases, [.. strong.Select(s => s.Policy)]))
        {
            return;
        }

        // Those that are not needed would only distract. Many would take long to try.
        for (var i = strong.Count - 1; i >= 0 && strong.Count is > 2 and <= 16; i--)
        {
            if (chain.IsCovered(weak.Policy, weak.Policy.Phases, [.. strong.Where((_, k) => k != i).Select(s => s.Policy)]))
            {
                strong.RemoveAt(i);
            }
        }

        if (WitnessOf(group, weak, strong[0]) is { } witness && !chain.Limit.IsSpent)
        {
            var known = _unions.Find(u => u.Weak.Policy == weak.Policy && u.Weak.Action == weak.Action && u.Strong.Select(s => (s.Policy, s.Action)).SequenceEqual(strong.Select(s => (s.Policy, s.Action))));
            if (known is not null)
            {
                known.Subjects.AddRange(group.Subjects);
                return;
            }

            _unions.Add(new Contradiction(weak, strong, ContradictionKind.Inside, DiagnosticSeverity.Warning, [.. group.Subjects], witness));
        }
    }

    private void Add(SubjectGroup group, Claim weak, Claim strong, ContradictionKind kind)
    {
        var severity = kind == ContradictionKind.Crossing || !ClaimRules.AreMeant(weak, strong) ? DiagnosticSeverity.Info
            : kind == ContradictionKind.Equal ? DiagnosticSeverity.Error
            : DiagnosticSeverity.Warning;
        var key = (weak.Policy.Order, strong.Policy.Order);
        if (_pairs.TryGetValue(key, out var known))
        {
            if (known.Severity < severity && WitnessOf(group, weak, strong) is { } graver)
            {
                _pairs[key] = new Contradiction(weak, [strong], kind, severity, [.. group.Subjects], graver);
            }
            else if (known.Severity == severity && known.Weak.Action == weak.Action && known.Strong[0].Action == strong.Action)
            {
                known.Subjects.AddRange(group.Subjects);
            }
        }
        else if (severity == DiagnosticSeverity.Info && ++_infos > ConflictFindings.MostInfos)
        {
            chain.Limit.LeaveOut();
        }
        else if (WitnessOf(group, weak, strong) is { } witness)
        {
            _pairs[key] = new Contradiction(weak, [strong], kind, severity, [.. group.Subjects], witness);
        }
    }

    private Witness? WitnessOf(SubjectGroup group, Claim weak, Claim strong) =>
        Replay.First(chain, chain.Meeting(weak.Policy.Scope.Known, strong.Policy), weak.Policy, strong.Policy) is { } witness && Replay.Overrules(chain, group, weak, witness)
            ? witness with { Subject = group.Subjects[0] }
            : null;
}
