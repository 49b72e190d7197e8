using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Claims;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>Asks what the engine asks whether a request goes the way that a finding says.</summary>
internal static class Replay
{
    public static bool Applies(Chain chain, PolicyFacts policy, Witness witness) =>
        policy.Selectors.Applies(ContextOf(witness), new DateTimeOffset(chain.Today, TimeSpan.Zero));

    /// <summary>The first witness to which policies apply.</summary>
    public static Witness? First(Chain chain, IEnumerable<Witness> witnesses, params PolicyFacts[] policies) =>
        witnesses.FirstOrDefault(w => Array.TrueForAll(policies, p => Applies(chain, p, w)));

    /// <summary>Whether a claim does not decide although it applies: another does, by a graver verdict.</summary>
    public static bool Overrules(Chain chain, SubjectGroup group, Claim claim, Witness witness)
    {
        foreach (var phase in claim.Policy.Phases)
        {
            var results = group.Claims.Where(c => c.Policy.Acts(phase) && Applies(chain, c.Policy, witness))
                .Select(c => new PolicyResult { Name = c.Policy.Name, Kind = c.Policy.Block.Kind, Phase = phase, Verdict = Decision.Of(c.Action), ReasonCode = "" })
                .ToList();
            if (results.Exists(r => r.Name == claim.Policy.Name) && Decision.Decider(results)?.Verdict > Decision.Of(claim.Action))
            {
                return true;
            }
        }

        return false;
    }

    private static PolicyContext ContextOf(Witness witness) => new()
    {
        Team = witness.Team,
        Key = witness.Key,
        User = witness.User,
        Model = witness.Model,
        Providers = witness.Provider is { } provider ? [provider] : [],
        Environment = witness.Environment,
    };
}
