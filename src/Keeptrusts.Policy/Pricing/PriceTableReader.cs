using System.Globalization;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Pricing;

/// <summary>Reads the embedded table; eng/GeneratePrices.cs, which writes it, explains the form.</summary>
internal static class PriceTableReader
{
    private const string Resource = "Keeptrusts.Policy.Pricing.prices.txt";

    public static IReadOnlyList<ProviderPrices> Read()
    {
        using var stream = typeof(PriceTableReader).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var providers = new List<ProviderPrices>();
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '#')
            {
                continue;
            }

            var fields = line.Split('\t');
            if (fields[0] == "@")
            {
                providers.Add(new ProviderPrices(fields[1], [.. Names(fields[2])]));
            }
            else
            {
                providers[providers.Count - 1].Add(Names(fields[0]), Price(fields));
            }
        }

        return providers;
    }

    private static IEnumerable<NamePattern> Names(string field) =>
        field.Split('|').Where(n => n.Length > 0).Select(n => new NamePattern(n));

    private static ModelPrice Price(string[] fields) => new()
    {
        InputPer1M = Number(fields[1]) ?? 0,
        OutputPer1M = Number(fields[2]) ?? 0,
        CachedInputPer1M = Number(fields[3]),
        CacheWritePer1M = Number(fields[4]),
        PerRequest = Number(fields[5]) ?? 0,
        Tiers = fields.Length > 6 ? [.. fields[6].Split(';').Select(Tier)] : [],
    };

    private static PriceTier Tier(string field)
    {
        var above = field.Split('>');
        var prices = above[1].Split('/');
        return new PriceTier
        {
            AboveInputTokens = long.Parse(above[0], CultureInfo.InvariantCulture),
            InputPer1M = Number(prices[0]) ?? 0,
            OutputPer1M = Number(prices[1]) ?? 0,
            CachedInputPer1M = Number(prices[2]),
            CacheWritePer1M = Number(prices[3]),
        };
    }

    private static decimal? Number(string field) => field == "-" ? null : decimal.Parse(field, NumberStyles.Number, CultureInfo.InvariantCulture);
}
