namespace Keeptrusts.Policy.Detectors.CheckDigits;

/// <summary>Segregated witness addresses: a BCH code over 32 characters (BIP 173; BIP 350 for witness versions above 0).</summary>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const uint ConstantOfVersion0 = 1;
    private const uint ConstantOfLaterVersions = 0x2BC830A3;

    private static readonly uint[] Generator = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3];

    /// <summary>Whether a lower-case address with a prefix, <c>1</c>, a witness version, a program and six check characters is right.</summary>
    public static bool IsAddress(ReadOnlySpan<char> address)
    {
        var separator = address.LastIndexOf('1');
        var data = address[(separator + 1)..];
        if (separator < 1 || data.Length < 8)
        {
            return false;
        }

        var check = 1u;
        foreach (var c in address[..separator])
        {
            check = Step(check, (uint)c >> 5);
        }

        check = Step(check, 0);
        foreach (var c in address[..separator])
        {
            check = Step(check, (uint)c & 31);
        }

        foreach (var c in data)
        {
            var value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            check = Step(check, (uint)value);
        }

        var version = Alphabet.IndexOf(data[0], StringComparison.Ordinal);
        var program = (data.Length - 7) * 5 / 8;
        return version <= 16 && program is >= 2 and <= 40
            && (version == 0 ? program is 20 or 32 && check == ConstantOfVersion0 : check == ConstantOfLaterVersions);
    }

    private static uint Step(uint check, uint value)
    {
        var top = check >> 25;
        check = ((check & 0x1FFFFFF) << 5) ^ value;
        for (var i = 0; i < Generator.Length; i++)
        {
            check ^= ((top >> i) & 1) == 0 ? 0 : Generator[i];
        }

        return check;
    }
}
