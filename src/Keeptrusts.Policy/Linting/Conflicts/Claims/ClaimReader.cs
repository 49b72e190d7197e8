using Keeptrusts.Policy.Kinds.DlpFilter;
using Keeptrusts.Policy.Kinds.HipaaPhiDetector;
using Keeptrusts.Policy.Kinds.PiiDetector;
using Keeptrusts.Policy.Kinds.SafetyFilter;
using Keeptrusts.Policy.Kinds.SecretDetector;
using Keeptrusts.Policy.Text.Folding;

namespace Keeptrusts.Policy.Linting.Conflicts.Claims;

/// <summary>Reads what a policy looks for in texts.</summary>
internal static class ClaimReader
{
    public static bool Knows(string kind) => kind is "pii-detector" or "secret-detector" or "hipaa-phi-detector" or "dlp-filter" or "safety-filter" or "prompt-injection" or "external-moderation";

    /// <summary>What a policy does about what it finds.</summary>
    public static IReadOnlyList<Claim> Read(PolicyFacts policy)
    {
        var claims = new ClaimList(policy);
        var block = policy.Block;
        switch (block.Kind)
        {
            case "pii-detector":
                var pii = PiiDetectorOptions.Read(block);
                claims.AddEntities(pii.Actions);
                claims.AddPatterns(pii.Patterns);
                break;
            case "secret-detector":
                claims.AddEntities(SecretDetectorOptions.Read(block).Actions);
                break;
            case "hipaa-phi-detector":
                claims.AddEntities([.. HipaaPhiDetectorKind.Entities(block).Select(e => (e, claims.Common))]);
                break;
            case "dlp-filter":
                var dlp = DlpFilterOptions.Read(block);
                claims.AddTerms(dlp.Terms, DlpFilterOptions.Term, dlp.Distance);
                claims.AddPatterns(dlp.Patterns);
                foreach (var level in DlpFilterOptions.Levels.SkipWhile(l => l != dlp.Level))
                {
                    claims.Add("marking:" + level, $"markings of level {level}", DlpFilterOptions.Marking, isListed: true);
                }

                break;
            case "safety-filter":
                var safety = SafetyFilterOptions.Read(block);
                foreach (var list in safety.Shipped)
                {
                    claims.Add("list:" + list, $"list {list}", SafetyFilterOptions.TypeOf(list), isListed: true);
                }

                foreach (var (name, terms) in safety.Inline)
                {
                    claims.AddTerms(terms, SafetyFilterOptions.TypeOf(name), 0);
                }

                claims.AddTerms(safety.Terms, SafetyFilterOptions.Term, 0);
                break;
            case "prompt-injection":
                // A judge finds the same as another that has the same settings; of others nobody can tell.
                claims.Add("attacks:" + NodeText.OfSettings(block.Node), "attacks", "attacks", isListed: false);
                break;
            case "external-moderation":
                claims.Add("moderation:" + NodeText.OfSettings(block.Node), "flagged texts", "flagged texts", isListed: false);
                break;
        }

        return claims.Items;
    }

    /// <summary>A term as the matcher compares it; empty where it has no word.</summary>
    public static string Fold(string term) => string.Join(" ", FoldTable.FoldText(term).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
