using System.Globalization;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Tests.Evaluation;

namespace Keeptrusts.Policy.Tests.Detectors;

/// <summary>At most one in a thousand numbers, timestamps, order ids and hashes may be found, with every detector on.</summary>
public sealed class PrecisionTests
{
    private const int Count = 12_000;

    private static readonly SpanPhase Everything = Phases.Redacting(Phases.AllEntities);

    private static readonly Dictionary<string, Func<Random, string>> Families = new()
    {
        ["8 digits"] = r => Digits(r, 8),
        ["9 digits"] = r => Digits(r, 9),
        ["10 digits"] = r => Digits(r, 10),
        ["11 digits"] = r => Digits(r, 11),
        ["12 digits"] = r => Digits(r, 12),
        ["13 digits"] = r => Digits(r, 13),
        ["14 digits"] = r => Digits(r, 14),
        ["15 digits"] = r => Digits(r, 15),
        ["unix seconds"] = r => Time(r).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ["unix milliseconds"] = r => Time(r).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        ["ISO 8601"] = r => Time(r).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        ["written dates"] = r => Time(r).ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture),
        ["American dates"] = r => Time(r).ToString("MM/dd/yyyy hh:mm tt", CultureInfo.InvariantCulture),
        ["compact times"] = r => Time(r).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
        ["numbered orders"] = r => $"#{Digits(r, 9)}",
        ["lettered orders"] = r => $"{(char)('A' + r.Next(26))}{(char)('A' + r.Next(26))}{Digits(r, 8)}",
        ["prefixed orders"] = r => $"ORD-{Digits(r, 8)}",
        ["dated orders"] = r => $"INV-{2000 + r.Next(30)}-{Digits(r, 6)}",
        ["long orders"] = r => $"{Digits(r, 3)}-{Digits(r, 7)}-{Digits(r, 7)}",
        ["orders of three"] = r => $"{Digits(r, 3)}-{Digits(r, 3)}-{Digits(r, 3)}",
        ["orders of four"] = r => $"{Digits(r, 4)}-{Digits(r, 4)}-{Digits(r, 4)}",
        ["commits"] = r => Hex(r, 20),
        ["short commits"] = r => Hex(r, 4)[..7],
        ["UUIDs"] = r => new Guid(Convert.FromHexString(Hex(r, 16))).ToString(),
        ["fingerprints"] = r => string.Join(':', Enumerable.Range(0, 20).Select(_ => Hex(r, 1))),
        ["versions"] = r => $"version {r.Next(30)}.{r.Next(30)}.{r.Next(30)}.{r.Next(30)}",
        ["sums"] = r => $"${1 + r.Next(999)},{Digits(r, 3)},{Digits(r, 3)}.{Digits(r, 2)}",
        ["decimals"] = r => r.NextDouble().ToString(CultureInfo.InvariantCulture),
    };

    public static TheoryData<string> Names => [.. Families.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Detectors_RandomValues_FindAtMostOneInAThousand(string family)
    {
        var random = new Random(7);
        var found = 0;
        using var evaluation = Everything.Begin();
        for (var i = 0; i < Count; i++)
        {
            var text = Families[family](random);
            found += evaluation.Rewrite(i % 2 == 0 ? text : $"order {text} was shipped") is null ? 0 : 1;
        }

        Assert.InRange(found, 0, Count / 1000);
    }

    private static DateTimeOffset Time(Random random) => DateTimeOffset.UnixEpoch.AddMilliseconds(random.NextInt64(2_000_000_000_000));

    private static string Digits(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private static string Hex(Random random, int bytes)
    {
        var buffer = new byte[bytes];
        random.NextBytes(buffer);
        return Convert.ToHexStringLower(buffer);
    }
}
