using System.Text;
using Keeptrusts.Policy.Detectors.CheckDigits;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Crypto;

/// <summary>Addresses of Bitcoin (Base58Check, Bech32 and Bech32m) and of Ethereum and what copies its form.</summary>
internal sealed class CryptoDetector() : PatternDetector("CRYPTO", "[13][1-9a-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71}|0x[0-9a-f]{40}")
{
    public override EntityInfo Info { get; } = new()
    {
        Title = "Cryptocurrency address",
        Format = "Bitcoin addresses beginning with 1, 3 or bc1; Ethereum addresses, 0x and forty hexadecimal digits.",
        Check = "Base58Check (double SHA-256), Bech32 (BIP 173) and Bech32m (BIP 350); in mixed case the capitals of ERC-55 (Keccak-256). Ethereum addresses in one case have no check.",
        Examples =
        [
            "send it to «16UqX2sNMkSKuySa4FmDqQf4uA4yb1ww4t»",
            "wallet «bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4»",
            "token at «0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed»",
        ],
        NotFound = ["16UqX2sNMkSKuySa4FmDqQf4uA4yb1ww4u", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"],
        Limits = "Addresses of other chains, and of test networks, are not found.",
    };

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        following.IsEmpty ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
        : Letters.IsWord(following[0]) ? SpanEnd.Fails
        : SpanEnd.Holds;

    public override double Score(in SpanText span)
    {
        var value = span.Folded;
        if (value.StartsWith("0x") && value.Length == 42)
        {
            return IsEthereum(value[2..], span.Cased[2..]) ? 0.95 : 0;
        }

        if (value.StartsWith("bc1"))
        {
            // BIP 173 forbids mixed case.
            return (IsOneCase(span.Cased) && Bech32.IsAddress(value)) ? 1 : 0;
        }

        return Base58Check.Version(span.Cased) is 0 or 5 ? 1 : 0;
    }

    private static bool IsOneCase(ReadOnlySpan<char> cased) => !(cased.ContainsAnyInRange('A', 'Z') && cased.ContainsAnyInRange('a', 'z'));

    // ERC-55: a letter is a capital where the hash of the lower-case address has a digit of 8 or more.
    private static bool IsEthereum(ReadOnlySpan<char> folded, ReadOnlySpan<char> cased)
    {
        if (IsOneCase(cased))
        {
            return folded.ContainsAnyExcept('0');
        }

        Span<byte> text = stackalloc byte[40];
        Span<byte> hash = stackalloc byte[32];
        Encoding.ASCII.GetBytes(folded, text);
        Keccak256.Hash(text, hash);
        for (var i = 0; i < folded.Length; i++)
        {
            var digit = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15;
            if (char.IsAsciiLetter(cased[i]) && char.IsAsciiLetterUpper(cased[i]) != digit >= 8)
            {
                return false;
            }
        }

        return true;
    }
}
