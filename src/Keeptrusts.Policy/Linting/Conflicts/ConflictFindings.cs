using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Claims;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>Collects the findings: at most one for two policies, and not more than anybody reads.</summary>
internal sealed class ConflictFindings(Chain chain)
{
    /// <summary>Most findings that are only worth knowing.</summary>
    public const int MostInfos = 200;

    private const int Most = 1000;

    private readonly HashSet<(int First, int Second)> _pairs = [];
    private readonly List<Diagnostic> _items = [];
    private int _infos;

    /// <summary>Whether two policies have a finding already.</summary>
    public bool Has(PolicyFacts a, PolicyFacts b) => _pairs.Contains(Pair(a, b));

    /// <summary>Adds a finding about a policy and others.</summary>
    public void Add(Diagnostic finding, PolicyFacts policy, IEnumerable<PolicyFacts> others)
    {
        foreach (var other in others)
        {
            _pairs.Add(Pair(policy, other));
        }

        Add(finding);
    }

    public void Add(Diagnostic finding)
    {
        _infos += finding.Severity == DiagnosticSeverity.Info ? 1 : 0;
        if (finding.Severity == DiagnosticSeverity.Info ? _infos > MostInfos : _items.Count - Math.Min(_infos, MostInfos) >= Most)
        {
            chain.Limit.LeaveOut();
            return;
        }

        _items.Add(finding);
    }

    public void WriteTo(DiagnosticBag diagnostics) => _items.ForEach(diagnostics.Add);

    private static (int First, int Second) Pair(PolicyFacts a, PolicyFacts b) => (Math.Min(a.Order, b.Order), Math.Max(a.Order, b.Order));
}
