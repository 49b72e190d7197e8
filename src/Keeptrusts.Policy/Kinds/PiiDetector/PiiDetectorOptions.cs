using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.HipaaPhiDetector;
using Keeptrusts.Policy.Kinds.Spans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.PiiDetector;

/// <summary>What a <c>pii-detector</c> block asks for.</summary>
/// <param name="Actions">The action of each entity looked for, in the order of the built-in list.</param>
/// <param name="Common">The action of everything else.</param>
/// <param name="AllowList">Values that may pass.</param>
/// <param name="Patterns">Patterns of its own.</param>
internal sealed record PiiDetectorOptions(
    IReadOnlyList<(string Entity, PolicyAction Action)> Actions,
    PolicyAction Common,
    IReadOnlyList<string> AllowList,
    IReadOnlyList<OwnPattern> Patterns)
{
    // What the card brands' rules (PCI DSS 4.0, 3.2) and bank transfers are about.
    private static readonly string[] Payment = ["CREDIT_CARD", "CREDIT_CARD_CVV", "CREDIT_CARD_EXPIRY", "IBAN_CODE", "ABA_ROUTING_NUMBER", "US_BANK_NUMBER"];

    /// <summary>Entities that a block may name: personal data, and what concerns patients.</summary>
    public static string[] Nameable { get; } = [.. PiiEntities.Available.Union(PhiEntities.Own, StringComparer.Ordinal)];

    /// <summary>Everything that the policy may find.</summary>
    public IReadOnlyCollection<string> Types => [.. Actions.Select(a => a.Entity).Concat(Patterns.Select(p => p.Name))];

    public static PiiDetectorOptions Read(PolicyBlock block)
    {
        var node = block.Node;
        var common = ActionNames.Parse(block.Action) ?? PolicyAction.Block;
        var excluded = node.Texts("exclude");
        var regions = node.Texts("regions");
        var listed = node.Texts("entities");
        var mapped = node.Map("entities");
        var healthcare = node.Flag("healthcare_mode") is true;
        var actions = new List<(string, PolicyAction)>();
        foreach (var entity in Nameable)
        {
            if (IsForced(node, entity) || (IsWanted(mapped, listed, healthcare, entity) && PiiRegions.Cover(regions, entity) && !excluded.Contains(entity)))
            {
                actions.Add((entity, ActionNames.Parse(mapped?.Text(entity)) ?? common));
            }
        }

        return new PiiDetectorOptions(actions, common, node.Texts("allow_list"), OwnPattern.Read(block));
    }

    /// <summary>Whether <c>pci_mode</c> wants the entity found whatever else the block says.</summary>
    public static bool IsForced(MapNode node, string entity) => node.Flag("pci_mode") is true && Payment.Contains(entity);

    private static bool IsWanted(MapNode? mapped, IReadOnlyList<string> listed, bool healthcare, string entity)
    {
        var isHealth = PiiEntities.Health.Contains(entity) || PhiEntities.Own.Contains(entity);
        if (isHealth && healthcare)
        {
            return true;
        }

        return mapped?.Has(entity) ?? (listed.Count == 0 ? !isHealth : listed.Contains(entity));
    }
}
