using System.Globalization;
using System.Numerics;
using Keeptrusts.Policy.Tests.Evaluation;

namespace Keeptrusts.Policy.Tests.Detectors;

/// <summary>Values made here with their check digits by another method than the detectors use: found when right, not when a digit is wrong.</summary>
public sealed class GeneratedValueTests
{
    private static readonly string[] IbanExamples =
    [
        "AD0000012030200359100100", "AT001904300234573201", "BE00539007547034", "CH0000762011623852957", "CY00002001280000001200527600", "DE00370400440532013000",
        "DK0000400440116243", "ES0021000418450200051332", "FI0012345600000785", "FR0020041010050500013M02606", "GB00NWBK60161331926819",
        "GR0001101250000000012300695", "HU00117730161111101800000000", "IE00AIBK93115212345678", "IT00X0542811101000000123456", "LU000019400644750000",
        "MT00MALT011000012345MTLCAST001S", "NL00ABNA0417164300", "NO0086011117947", "PL00109010140000071219812874", "PT00000201231234567890154",
        "SA0080000000608010167519", "SE0045000000058398257466", "TR000006100519786457841326", "BR0000360305000010009795493P1",
    ];

    private static readonly string[] CardPrefixes =
        ["4/16", "4/19", "51/16", "55/16", "2221/16", "2720/16", "34/15", "37/15", "36/14", "300/14", "6011/16", "65/16", "62/16", "62/19", "3528/16", "3589/16", "5018/16", "2200/16", "9792/16"];

    public static TheoryData<string> Ibans => [.. IbanExamples];

    public static TheoryData<string> Cards => [.. CardPrefixes];

    [Theory]
    [MemberData(nameof(Ibans))]
    public void Iban_RightAndWrongCheckDigits_AreToldApart(string template)
    {
        var number = string.Concat((template[4..] + template[..2] + "00").Select(c => char.IsDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture)));
        var check = 98 - (int)(BigInteger.Parse(number, CultureInfo.InvariantCulture) % 97);
        var iban = $"{template[..2]}{check:00}{template[4..]}";
        AssertOnly("IBAN_CODE", iban);
        AssertOnly("IBAN_CODE", iban.ToLowerInvariant());
        AssertOnly("IBAN_CODE", string.Join(' ', iban.Chunk(4).Select(c => new string(c))));
        AssertNone("IBAN_CODE", $"{template[..2]}{(check + 1) % 98:00}{template[4..]}");
        AssertNone("IBAN_CODE", $"{template[..2]}{(check >= 97 ? check - 97 : check <= 2 ? check + 97 : 99):00}{template[4..]}");
        AssertNone("IBAN_CODE", iban + "0");
        AssertNone("IBAN_CODE", "X" + iban);
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Card_RightAndWrongCheckDigit_AreToldApart(string issuer)
    {
        var (prefix, length) = (issuer.Split('/')[0], int.Parse(issuer.Split('/')[1], CultureInfo.InvariantCulture));
        var body = prefix + "1234567890123456789"[..(length - 1 - prefix.Length)];
        var card = Enumerable.Range(0, 10).Select(d => body + d).Single(IsLuhn);
        Assert.Equal("card [CREDIT_CARD]", Phases.Whole(Phases.Redacting("CREDIT_CARD"), "card " + card));
        AssertNone("CREDIT_CARD", "card " + body + ((card[^1] - '0' + 1) % 10));
        AssertNone("CREDIT_CARD", "x" + card);
        AssertNone("CREDIT_CARD", card + ".50");
        if (length < 16)
        {
            AssertNone("CREDIT_CARD", card);
            AssertOnly("CREDIT_CARD", $"{card[..4]} {card[4..10]} {card[10..]}");
        }
        else
        {
            AssertOnly("CREDIT_CARD", card);
            AssertOnly("CREDIT_CARD", string.Join(' ', card.Chunk(4).Select(c => new string(c))));
            AssertOnly("CREDIT_CARD", string.Join('-', card.Chunk(4).Select(c => new string(c))));
        }
    }

    [Theory]
    [InlineData("000-12-3456")]
    [InlineData("666-12-3456")]
    [InlineData("900-12-3456")]
    [InlineData("123-00-4567")]
    [InlineData("123-45-0000")]
    [InlineData("1-123-45-6789")]
    [InlineData("123-45-6789-1")]
    [InlineData("123-45 6789")]
    public void Ssn_NeverIssuedOrPartOfAnother_IsNotFound(string value) => AssertNone("US_SSN", "ssn " + value);

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("256.1.1.1")]
    [InlineData("127.0.0.1")]
    [InlineData("192.0.2.7")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.200")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("2001:db8::1")]
    [InlineData("std::cout")]
    [InlineData("bad::cafe")]
    [InlineData("12:34:56")]
    [InlineData("version: 1.2.3.4")]
    [InlineData("v 10.0.0.1")]
    public void Ip_NoHost_IsNotFound(string value) => AssertNone("IP_ADDRESS", value);

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("192.168.0.1")]
    [InlineData("255.255.255.0")]
    [InlineData("2a00:1450:4001:81b::200e")]
    [InlineData("2A00:1450:4001:081B:0000:0000:0000:200E")]
    [InlineData("fe80::1ff:fe23:4567:890a")]
    [InlineData("fd12:3456:789a::1")]
    [InlineData("::ffff:8.8.4.4")]
    [InlineData("64:ff9b::8.8.8.8")]
    public void Ip_Host_IsFoundWhole(string value) => AssertOnly("IP_ADDRESS", value);

    [Theory]
    [InlineData("a@b.com")]
    [InlineData("first.last+tag@sub.example.co.uk")]
    [InlineData("o'neil@example.ie")]
    [InlineData("JOSÉ@EXAMPLE.COM")]
    [InlineData("jose\u0301@example.com")]
    [InlineData("иван@пример.рф")]
    [InlineData("γιώργος@example.gr")]
    [InlineData("x_y-z@a-b.museum")]
    [InlineData("a@xn--bcher-kva.xn--p1ai")]
    [InlineData("ab\u200bc@ex\u00adample.com")]
    [InlineData("ａ＠ｂ．ｃｏｍ")]
    [InlineData("𝐚𝐛@𝐜.com")]
    public void Email_OnceWritten_IsFoundWhole(string value)
    {
        AssertOnly("EMAIL_ADDRESS", value);
        foreach (var (before, after) in new[] { ("=", ""), (":", "."), ("<", ">"), ("\"", "\""), ("'", "'"), ("mailto:", "?subject"), ("(", ")"), ("--to=", ","), ("名", "名") })
        {
            Assert.Equal($"{before}[EMAIL_ADDRESS]{after}", Phases.Whole(Phases.Redacting("EMAIL_ADDRESS"), before + value + after));
        }
    }

    [Theory]
    [InlineData("icon@2x.png")]
    [InlineData("icon@2x.ps")]
    [InlineData("a@b")]
    [InlineData("a@b.notatld")]
    [InlineData("git@github.com:org/repo.git")]
    [InlineData("@user.com")]
    [InlineData("a@-b.com")]
    [InlineData("npm i @scope/pkg@1.2.3")]
    public void Email_LookAlike_IsNotFound(string value) => AssertNone("EMAIL_ADDRESS", value);

    [Theory]
    [InlineData("+14155552671")]
    [InlineData("+1 (415) 555-2671")]
    [InlineData("+44 20 7946 0958")]
    [InlineData("+44 (0)20 7946 0958")]
    [InlineData("+49-30-901820")]
    [InlineData("+33 6 12 34 56 78")]
    [InlineData("+91 98765 43210")]
    [InlineData("+390612345678")]
    [InlineData("0049 30 901820")]
    [InlineData("(415) 555-2671")]
    [InlineData("415-555-2671")]
    [InlineData("415.555.2671")]
    [InlineData("1-415-555-2671")]
    [InlineData("555-123-4567")]
    [InlineData("06 12 34 56 78")]
    [InlineData("020 7946 0958")]
    [InlineData("07700 900123")]
    [InlineData("03-1234-5678")]
    public void Phone_DistinctiveForm_IsFoundAnywhere(string value) => AssertOnly("PHONE_NUMBER", value);

    [Theory]
    [InlineData("phone: ", "4155552671")]
    [InlineData("Tel. ", "030 901820")]
    [InlineData("Telefon: ", "030/901820")]
    [InlineData("mobile ", "07700900123")]
    [InlineData("call me at ", "4155552671")]
    [InlineData("user_phone=", "4155552671")]
    [InlineData("My phone number is ", "98765 43210")]
    public void Phone_BareDigits_AreFoundInContextOnly(string context, string value)
    {
        Assert.Equal($"{context}[PHONE_NUMBER]", Phases.Whole(Phases.Redacting("PHONE_NUMBER"), context + value));
        AssertNone("PHONE_NUMBER", "order " + value);
    }

    [Theory]
    [InlineData("+999 1234 5678")]
    [InlineData("+1 234")]
    [InlineData("111-555-2671")]
    [InlineData("415-155-2671")]
    [InlineData("415-555-26711")]
    [InlineData("2026-11-23 14:45:00")]
    [InlineData("100 000 0000")]
    public void Phone_LookAlike_IsNotFound(string value) => AssertNone("PHONE_NUMBER", value);

    private static bool IsLuhn(string card)
    {
        int[] doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
        return card.Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : doubled[c - '0']).Sum() % 10 == 0;
    }

    private static void AssertOnly(string entity, string value)
    {
        Assert.Equal($"[{entity}]", Phases.Whole(Phases.Redacting(entity), value));
        Assert.Equal($"see [{entity}].", Phases.Whole(Phases.Redacting(entity), $"see {value}."));
    }

    private static void AssertNone(string entity, string value) => Assert.Equal(value, Phases.Whole(Phases.Redacting(entity), value));
}
