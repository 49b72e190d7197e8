namespace Keeptrusts.Policy.Kinds.DlpFilter;

/// <summary>
/// Markings by which documents say how confidential they are: of companies, of governments (Executive Order 13526 and 32 CFR 2002 of the USA, the British
/// Government Security Classifications, the German VSA, the French IGI 1300, the Spanish Ley 9/1968) and of the Traffic Light Protocol 2.0 (FIRST).
/// </summary>
internal static class ClassificationMarkings
{
    private static readonly (string Level, string[] Markings)[] ByLevel =
    [
        ("public", ["public", "for public release", "approved for public release", "unclassified", "tlp:clear", "tlp:white", "öffentlich", "offen", "público", "non classifié"]),
        ("internal",
        [
            "internal", "internal only", "internal use only", "for internal use only", "company internal", "official", "official use only", "for official use only", "fouo",
            "controlled unclassified information", "cui", "tlp:green", "intern", "nur intern", "nur für den internen gebrauch", "nur für den dienstgebrauch", "vs-nfd",
            "interne", "usage interne", "à usage interne", "diffusion limitée", "diffusion restreinte", "interno", "uso interno", "solo para uso interno", "difusión limitada",
        ]),
        ("confidential",
        [
            "confidential", "company confidential", "strictly private", "private and confidential", "commercial in confidence", "business confidential", "proprietary",
            "company proprietary", "proprietary and confidential", "attorney-client privileged", "privileged and confidential", "official-sensitive", "official sensitive",
            "sensitive but unclassified", "noforn", "tlp:amber", "tlp:amber+strict", "vertraulich", "vs-vertraulich", "firmenvertraulich", "betriebsgeheimnis",
            "confidentiel", "confidentiel défense", "confidentiel entreprise", "secret des affaires", "confidencial", "información confidencial",
        ]),
        ("restricted",
        [
            "restricted", "highly restricted", "restricted data", "strictly confidential", "highly confidential", "need to know", "eyes only", "secret", "top secret",
            "ts/sci", "orcon", "tlp:red", "streng vertraulich", "geheim", "streng geheim", "très secret", "très secret défense", "secret défense",
            "strictement confidentiel", "estrictamente confidencial", "secreto", "alto secreto", "reservado",
        ]),
    ];

    /// <summary>The markings of a level and of those above it.</summary>
    public static IEnumerable<string> From(string level) => ByLevel.SkipWhile(l => l.Level != level).SelectMany(l => l.Markings);
}
