using System.Globalization;
using System.Text;

namespace Keeptrusts.Policy.Tests.Linting;

/// <summary>Writes the configuration of a company with many teams, with the patterns that such companies use: a base for all, tightening per team, exceptions, shadow copies, a budget each.</summary>
internal static class LargeDocument
{
    private static readonly string[] Sensitive = ["US_SSN", "IBAN_CODE", "CREDIT_CARD", "US_PASSPORT", "US_ITIN", "UK_NHS"];

    /// <param name="teams">How many teams there are; each takes about 13 lines.</param>
    /// <param name="seed">Makes documents differ.</param>
    public static string Write(int teams, int seed)
    {
        var random = new Random(seed);
        var chain = new List<string> { "base-pii", "base-secrets" };
        var blocks = new StringBuilder();
        for (var i = 0; i < teams; i++)
        {
            var team = string.Create(CultureInfo.InvariantCulture, $"team-{i:D3}");
            Add($"{team}-values", $"""
                  {team}-values:
                    kind: pii-detector
                    entities: [{Sensitive[random.Next(Sensitive.Length)]}]
                    when: {"{"} teams: [{team}] {"}"}
                    action: block
                """);
            Add($"{team}-cap", string.Create(CultureInfo.InvariantCulture, $"""
                  {team}-cap:
                    kind: cost-cap
                    when:
                      teams: [{team}]
                    budgets:
                      - scope: team
                        window: day
                        soft_cap_usd: {80 + random.Next(10)}
                        hard_cap_usd: {100 + random.Next(50)}
                """));
            if (random.Next(3) == 0)
            {
                Add($"{team}-terms", $"""
                      {team}-terms:
                        kind: dlp-filter
                        when: {"{"} teams: [{team}], environments: [prod] {"}"}
                        blocked_terms: [project {team}, codename {team}]
                        {(random.Next(2) == 0 ? "mode: shadow" : "message: ask the lead of " + team)}
                        action: block
                    """);
            }
        }

        return $$"""
            pack: { name: company, version: 1.0.0, enabled: true }
            policies:
              chain:
            {{string.Concat(chain.Select(name => $"    - {name}\n"))}}    - audit-logger
            policy:
              base-pii: { kind: pii-detector, action: redact }
              base-secrets: { kind: secret-detector, action: redact }
            {{blocks}}
              audit-logger: { retention_days: 90 }
            unreadable: { images: block, files: block, audio: block, remote: block }

            """;

        void Add(string name, string block)
        {
            chain.Add(name);
            blocks.Append(block).Append('\n');
        }
    }
}
