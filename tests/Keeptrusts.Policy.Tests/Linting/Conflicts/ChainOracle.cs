using System.Text.RegularExpressions;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Policy.Tests.Linting.Conflicts;

/// <summary>Says by trying every request that a random chain can tell apart what its policies do. It shares no code with the linter or the engine.</summary>
internal sealed class ChainOracle
{
    private static readonly string[] Texts = [.. Words(3)];

    private readonly RandomChain _chain;
    private readonly List<string> _fields = []; // that any selector looks at
    private readonly Dictionary<(string Field, string Glob), Regex> _regexes = [];

    public ChainOracle(RandomChain chain)
    {
        _chain = chain;
        Requests = [.. Combine()];
        Applying = [.. chain.Policies.Select(p => Requests.Select(r => Applies(p, r)).ToArray())];
        Known = [.. Requests.Select(IsKnown)];
    }

    /// <summary>Every request that can be told apart.</summary>
    public IReadOnlyList<PolicyContext> Requests { get; }

    /// <summary>For each policy and request: whether the one applies to the other.</summary>
    public IReadOnlyList<bool[]> Applying { get; }

    /// <summary>For each request: whether all facts are known.</summary>
    public IReadOnlyList<bool> Known { get; }

    public bool IsInside(int a, int b, bool known) => Enumerable.Range(0, Requests.Count).All(r => !Applying[a][r] || Applying[b][r] || (known && !Known[r]));

    /// <summary>Whether both apply to a request that can be written down: with one model and one target.</summary>
    public bool Meet(int a, int b) => Enumerable.Range(0, Requests.Count).Any(r => Known[r] && Applying[a][r] && Applying[b][r] && Requests[r] is { CandidateModels.Count: 0, Providers.Count: <= 1 });

    public bool IsInsideUnion(int a, IReadOnlyList<int> others) => Enumerable.Range(0, Requests.Count).All(r => !Applying[a][r] || others.Any(o => Applying[o][r]));

    /// <summary>What happens to a text: the rank of the verdict, and whether something is redacted in what is, or may be, delivered.</summary>
    public (int Verdict, bool Redacts) Outcome(int request, string phase, IReadOnlyList<string> terms, int without = -1)
    {
        var (verdict, redacts) = (0, false);
        for (var p = 0; p < _chain.Policies.Count; p++)
        {
            var policy = _chain.Policies[p];
            if (p != without && !policy.Shadow && policy.Acts(phase) && Applying[p][request] && policy.Terms.Any(terms.Contains))
            {
                verdict = Math.Max(verdict, policy.Rank);
                redacts |= policy.Action == "redact";
            }
        }

        return (verdict, redacts && verdict < 4);
    }

    private bool Applies(RandomPolicy policy, PolicyContext request)
    {
        var strict = policy.Rank > 1;
        return (policy.When.Count == 0 || policy.When.Any(s => s.Globs.All(g => Selects(g.Key, g.Value, request, strict))))
            && !policy.Except.Any(s => (s.Until is null || DateTime.Parse(s.Until, System.Globalization.CultureInfo.InvariantCulture) >= RandomChain.Today) && s.Globs.All(g => Exempts(g.Key, g.Value, request)));
    }

    private bool Selects(string field, string[] globs, PolicyContext request, bool strict) =>
        Facts(field, request) is { Count: > 0 } facts ? facts.Any(f => globs.Any(g => Matches(field, g, f))) : strict;

    private bool Exempts(string field, string[] globs, PolicyContext request) =>
        Facts(field, request) is { Count: > 0 } facts && facts.All(f => globs.Any(g => Matches(field, g, f)));

    private bool Matches(string field, string glob, string fact)
    {
        if (!_regexes.TryGetValue((field, glob), out var regex))
        {
            _regexes[(field, glob)] = regex = new Regex("\\A(?:" + string.Join(".*", glob.Split('*').Select(Regex.Escape)) + ")\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        }

        return regex.IsMatch(fact);
    }

    private static IReadOnlyList<string> Facts(string field, PolicyContext request) => field switch
    {
        "teams" => One(request.Team),
        "keys" => One(request.Key),
        "users" => One(request.User),
        "environments" => One(request.Environment),
        "providers" => request.Providers,
        _ => [.. One(request.Model), .. request.CandidateModels],
    };

    private static IReadOnlyList<string> One(string? fact) => fact is null ? [] : [fact];

    private bool IsKnown(PolicyContext request) => _fields.All(f => Facts(f, request).Count > 0);

    private IEnumerable<PolicyContext> Combine()
    {
        IEnumerable<PolicyContext> requests = [new PolicyContext()];
        foreach (var field in _chain.Fields)
        {
            string[] globs = [.. _chain.Policies.SelectMany(p => p.When.Concat(p.Except)).Where(s => s.Globs.ContainsKey(field)).SelectMany(s => s.Globs[field]).Distinct()];
            if (globs.Length == 0)
            {
                continue;
            }

            _fields.Add(field);

            // Texts that the same globs accept are the same.
            var texts = field == "providers" && _chain.Targets.Count > 0 ? _chain.Targets : Texts;
            List<string> facts = [.. texts.GroupBy(t => string.Concat(globs.Select(g => Matches(field, g, t) ? '1' : '0'))).Select(g => g.First())];
            requests = [.. requests.SelectMany(r => With(r, field, facts))];
        }

        return requests;
    }

    private static IEnumerable<PolicyContext> With(PolicyContext request, string field, List<string> facts)
    {
        yield return request;
        foreach (var fact in field is "models" or "providers" ? [] : facts)
        {
            yield return field switch
            {
                "teams" => request with { Team = fact },
                "keys" => request with { Key = fact },
                "users" => request with { User = fact },
                _ => request with { Environment = fact },
            };
        }

        // Several at once: more than two must make no difference that two do not make.
        foreach (var set in field is "models" or "providers" ? Subsets(facts) : [])
        {
            yield return field == "providers" ? request with { Providers = set } : request with { Model = set[0], CandidateModels = [.. set.Skip(1)] };
        }
    }

    private static IEnumerable<List<string>> Subsets(List<string> facts) =>
        Enumerable.Range(1, (1 << facts.Count) - 1).Where(bits => System.Numerics.BitOperations.PopCount((uint)bits) <= 3)
            .Select(bits => facts.Where((_, i) => (bits & (1 << i)) != 0).ToList());

    private static IEnumerable<string> Words(int longest)
    {
        IEnumerable<string> words = [""];
        for (var length = 1; length <= longest; length++)
        {
            words = [.. words.SelectMany(w => "abc".Select(c => w + c))];
            foreach (var word in words)
            {
                yield return word;
            }
        }
    }
}
