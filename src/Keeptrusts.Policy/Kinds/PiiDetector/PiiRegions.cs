namespace Keeptrusts.Policy.Kinds.PiiDetector;

/// <summary>Names that <c>regions</c> may hold.</summary>
internal static class PiiRegions
{
    /// <summary>All members of the European Union.</summary>
    public const string Union = "eu";

    // Members of the European Union in 2026 (european-union.europa.eu, "EU countries"), as ISO 3166 alpha-2 codes.
    private static readonly string[] Members =
        ["at", "be", "bg", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu", "ie", "it", "lt", "lu", "lv", "mt", "nl", "pl", "pt", "ro", "se", "si", "sk"];

    public static string[] Names { get; } = [Union, .. PiiEntities.Regions.Union(Members, StringComparer.Ordinal).OrderBy(r => r, StringComparer.Ordinal)];

    /// <summary>Whether an entity is found where these regions count; one of no country always is.</summary>
    public static bool Cover(IReadOnlyList<string> regions, string entity)
    {
        if (regions.Count == 0 || !PiiEntities.Available.Contains(entity))
        {
            return true;
        }

        var issuers = PiiEntities.RegionsOf(entity);
        return issuers.Count == 0 || issuers.Any(i => regions.Contains(i) || (regions.Contains(Union) && Members.Contains(i)));
    }
}
