using System.Text;
using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Tests.Detectors.CheckDigits;

/// <summary>The published examples of each method, and what the methods promise to find.</summary>
public sealed class CheckDigitTests
{
    [Theory]
    [InlineData("79927398713", true)] // the example of en.wikipedia.org/wiki/Luhn_algorithm
    [InlineData("79927398710", false)]
    public void Luhn_Example_IsJudged(string digits, bool holds) => Assert.Equal(holds, Luhn.Holds(digits));

    [Fact]
    public void Verhoeff_EverySingleErrorAndEverySwap_IsFound()
    {
        var random = new Random(3);
        for (var n = 0; n < 50; n++)
        {
            var body = string.Concat(Enumerable.Range(0, 11).Select(_ => random.Next(10)));
            var value = Enumerable.Range(0, 10).Select(d => body + d).Single(v => Verhoeff.Holds(v));
            for (var i = 0; i < value.Length; i++)
            {
                for (var digit = '0'; digit <= '9'; digit++)
                {
                    Assert.Equal(digit == value[i], Verhoeff.Holds($"{value[..i]}{digit}{value[(i + 1)..]}"));
                }

                if (i > 0 && value[i] != value[i - 1])
                {
                    Assert.False(Verhoeff.Holds($"{value[..(i - 1)]}{value[i]}{value[i - 1]}{value[(i + 1)..]}"));
                }
            }
        }
    }

    [Theory]
    [InlineData("07940", true)] // ISO 7064's own example of MOD 11-2
    [InlineData("0794x", false)]
    public void Mod11And2_Example_IsJudged(string value, bool holds) => Assert.Equal(holds, Iso7064.Mod11And2(value));

    [Theory]
    [InlineData("07945", true)] // and of MOD 11,10
    [InlineData("07946", false)]
    public void Mod11And10_Example_IsJudged(string value, bool holds) => Assert.Equal(holds, Iso7064.Mod11And10(value));

    [Fact]
    public void Mod97_Example_LeavesOne() => Assert.Equal(1, Iso7064.Mod97("79444")); // and of MOD 97-10

    [Theory]
    [InlineData("520727", '3')] // ICAO Doc 9303 part 3, appendix A
    [InlineData("ab2134<<<", '5')]
    public void Icao9303_Example_IsRight(string field, char check) => Assert.True(Icao9303.Holds(field, check));

    [Theory]
    [InlineData("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    public void Keccak256_KnownText_HasItsHash(string text, string hash)
    {
        var actual = new byte[32];
        Keccak256.Hash(Encoding.ASCII.GetBytes(text), actual);
        Assert.Equal(hash, Convert.ToHexStringLower(actual));
    }

    [Theory]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", true)] // BIP 173 and BIP 350
    [InlineData("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", true)]
    [InlineData("bc1sw50qgdz25j", true)]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", true)]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", false)] // version 0 with the later constant
    [InlineData("bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", false)]
    [InlineData("bc1pw5dgrnzv", false)]
    public void Bech32_PublishedAddress_IsJudged(string address, bool holds) => Assert.Equal(holds, Bech32.IsAddress(address));

    [Theory]
    [InlineData("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", 0)] // en.bitcoin.it/wiki/Address
    [InlineData("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", 5)]
    [InlineData("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLz", -1)]
    [InlineData("11BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", -1)]
    public void Base58Check_Address_HasItsVersion(string address, int version) => Assert.Equal(version, Base58Check.Version(address));

    [Theory]
    [InlineData(2000, 2, 29, true)]
    [InlineData(1900, 2, 29, false)]
    [InlineData(1999, 13, 1, false)]
    [InlineData(1999, 4, 31, false)]
    [InlineData(0, 1, 1, false)]
    public void CalendarDate_Day_Exists(int year, int month, int day, bool exists) => Assert.Equal(exists, CalendarDate.Exists(year, month, day));
}
