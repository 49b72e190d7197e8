using System.Text;

namespace Keeptrusts.Policy.Detectors;

/// <summary>The pages of docs/entities, from what the detectors say of themselves.</summary>
internal static class EntityPages
{
    private const string Introduction =
        """
        # Entities

        What the built-in detectors find. `pii-detector` looks for all personal ones unless `entities` names some, `hipaa-phi-detector` and `healthcare_mode` also for
        the health ones, `secret-detector` for secrets. `regions` limits the national ones; those of no country are found everywhere.

        Texts are folded before anything is looked for: case, full-width and other look-alike digits and punctuation, and invisible characters make no difference.

        **In context** means: found only after one of the entity's context words, at most five words before (fewer where its page says so). `tax_id`, `taxId` and
        `tax id` say the same: a word counts with number, num, no, nr, id or code joined to it, too. Numbers of one form can be right for several entities; each whose context fits is reported.

        **Precision.** A check that one random string of the form in a thousand passes never decides alone: there must be a context word, or a form that nothing else has. With
        every detector on, at most one in a thousand random numbers of 8 to 15 digits (of each length), timestamps, order numbers and commit hashes is found; a test counts them.

        What has no check digit, and is found without context nevertheless, is known by its form: US_SSN and US_ITIN (3-2-4), IN_PAN, UK_NINO, US_MBI and IN_VEHICLE_REGISTRATION
        (capitals and digits in fixed places), PHONE_NUMBER (`555-123-4567` is a phone's form, assigned or not), EMAIL_ADDRESS, IP_ADDRESS, MAC_ADDRESS, URL_CREDENTIALS,
        GEO_COORDINATES, and Ethereum addresses in one case (CRYPTO). Another value of the same form is found as well.

        **Not here.** Names of persons, places and organisations, postal addresses, dates in general, nationality, religion and politics have no form that a pattern could
        know. They need a model: `IEntityRecognizer` is where one is plugged in.

        The examples of secrets hold an invisible soft hyphen behind the third character, so that scanners of repositories do not take them for live ones.

        Written by `dotnet run eng/entities/GenerateEntityPages.cs`; a test fails when the pages and the detectors differ.

        """;

    private static readonly Dictionary<string, string> RegionNames = new(StringComparer.Ordinal)
    {
        ["ar"] = "Argentina",
        ["au"] = "Australia",
        ["be"] = "Belgium",
        ["br"] = "Brazil",
        ["ca"] = "Canada",
        ["ch"] = "Switzerland",
        ["cl"] = "Chile",
        ["cn"] = "China",
        ["de"] = "Germany",
        ["es"] = "Spain",
        ["fi"] = "Finland",
        ["fr"] = "France",
        ["gb"] = "United Kingdom",
        ["ie"] = "Ireland",
        ["in"] = "India",
        ["it"] = "Italy",
        ["kr"] = "Korea",
        ["nl"] = "Netherlands",
        ["no"] = "Norway",
        ["pl"] = "Poland",
        ["pt"] = "Portugal",
        ["se"] = "Sweden",
        ["sg"] = "Singapore",
        ["th"] = "Thailand",
        ["tr"] = "Türkiye",
        ["us"] = "United States",
        ["za"] = "South Africa",
    };

    /// <summary>All pages, by file name.</summary>
    public static IReadOnlyDictionary<string, string> Render()
    {
        var detectors = DetectorCatalog.EntityNames.Select(n => (PatternDetector)DetectorCatalog.Find(n)!).ToList();
        var pages = detectors.ToDictionary(d => d.Name + ".md", Page, StringComparer.Ordinal);
        pages["README.md"] = Index(detectors);
        return pages;
    }

    private static string Page(PatternDetector detector)
    {
        var info = detector.Info;
        var page = new StringBuilder();
        page.Append($"# {detector.Name}: {info.Title}\n\n");
        page.Append($"**Form.** {info.Format}\n\n");
        page.Append($"**Check.** {info.Check}\n\n");
        page.Append($"**Group.** {Group(info.Group)}\n\n");
        if (info.Regions.Count > 0)
        {
            page.Append($"**Regions.** {string.Join(", ", info.Regions.Select(r => $"`{r}` ({RegionName(r)})"))}\n\n");
        }

        if (detector.ContextDescription.Count > 0)
        {
            page.Append($"**Context words,** at most {detector.Reach} words before: {string.Join(", ", detector.ContextDescription)}.\n\n");
        }

        page.Append("**Found** is what stands between « and »:\n\n");
        Texts(page, info.Examples);
        if (info.NotFound.Count > 0)
        {
            page.Append("\n**Not found:**\n\n");
            Texts(page, info.NotFound);
        }

        if (info.Limits.Length > 0)
        {
            page.Append($"\n**Limits.** {info.Limits}\n");
        }

        return page.ToString();
    }

    private static string Index(List<PatternDetector> detectors)
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        Section(page, "Everywhere", detectors.Where(d => d.Info.Regions.Count == 0 && d.Info.Group != EntityGroup.Secret));
        foreach (var region in detectors.SelectMany(d => d.Info.Regions).Distinct().OrderBy(RegionName, StringComparer.Ordinal))
        {
            Section(page, $"{RegionName(region)} (`{region}`)", detectors.Where(d => d.Info.Regions.Contains(region)));
        }

        Section(page, "Secrets", detectors.Where(d => d.Info.Group == EntityGroup.Secret));
        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, IEnumerable<PatternDetector> detectors)
    {
        page.Append($"\n## {title}\n\n| entity | what | found |\n|---|---|---|\n");
        foreach (var detector in detectors)
        {
            page.Append($"| [{detector.Name}]({detector.Name}.md) | {detector.Info.Title}{(detector.Info.Group == EntityGroup.Health ? " (health)" : "")} | {(detector.StandsAlone ? "anywhere" : "in context")} |\n");
        }
    }

    private static void Texts(StringBuilder page, IReadOnlyList<string> texts) =>
        page.Append("```text\n").AppendJoin('\n', texts).Append("\n```\n");

    private static string Group(EntityGroup group) => group switch
    {
        EntityGroup.Secret => "Secrets: `secret-detector`.",
        EntityGroup.Health => "Health: `hipaa-phi-detector`, and `pii-detector` where it is named or in `healthcare_mode`.",
        _ => "Personal data: `pii-detector`.",
    };

    private static string RegionName(string region) => RegionNames.GetValueOrDefault(region, region);
}
