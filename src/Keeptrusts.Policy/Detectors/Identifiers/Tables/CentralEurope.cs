using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>Germany, France and Switzerland.</summary>
internal static class CentralEurope
{
    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "DE_TAX_ID",
            ContextPattern = "[1-9][0-9]{10}|[1-9][0-9] [0-9]{3} [0-9]{3} [0-9]{3}",
            Words = "steuer steueridentifikationsnummer identifikationsnummer steuernummer idnr steuerlich steuerliche tin german tax finanzamt",
            Check = IsTaxId,
            Info = new()
            {
                Title = "German tax identification number (Steuer-ID)",
                Format = "Eleven digits, together or 2-3-3-3; in context.",
                Check = "ISO 7064 MOD 11,10; among the first ten digits exactly one stands two or three times (§ 139b AO; Bundeszentralamt für Steuern).",
                Regions = ["de"],
                Examples = ["Steuer-ID: «83064752139»", "meine IdNr. lautet «78 661 640 957»"],
                NotFound = ["Steuer-ID 83064752138", "Steuer-ID 12345678903", "Auftrag 83064752139"],
            },
        },
        new()
        {
            Name = "DE_VAT_ID",
            ContextPattern = "de ?[0-9]{9}|de ?[0-9]{3} [0-9]{3} [0-9]{3}",
            Words = "ust umsatzsteuer idnr mwst vat german tax",
            Check = v => v[2] != '0' && Iso7064.Mod11And10(v[2..]),
            Info = new()
            {
                Title = "German VAT identification number (USt-IdNr.)",
                Format = "DE and nine digits; in context.",
                Check = "ISO 7064 MOD 11,10 (Bundeszentralamt für Steuern; European Commission, VIES).",
                Regions = ["de"],
                Examples = ["USt-IdNr. «DE566926501»", "VAT ID: «DE306621256»"],
                NotFound = ["USt-IdNr. DE566926502", "Artikel DE566926501"],
            },
        },
        new()
        {
            Name = "FR_NIR",
            Pattern = "[12] [0-9]{2} (?:0[1-9]|1[0-2]) [0-9][0-9ab] [0-9]{3} [0-9]{3} [0-9]{2}",
            ContextPattern = "[1-478] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9ab] ?[0-9]{3} ?[0-9]{3}[ /\\-]?[0-9]{2}",
            Words = "nir nirs sécu secu sécurité securite sociale insee immatriculation vitale social numérodesécuritésociale",
            Check = IsNir,
            Info = new()
            {
                Title = "French social security number (NIR)",
                Format = "Fifteen characters: sex, year, month, department (2A and 2B for Corsica), commune, order, key; with spaces anywhere, compact only in context.",
                Check = "The key is 97 less the number modulo 97; 2A counts as 19, 2B as 18 (INSEE; fr.wikipedia.org/wiki/Numéro_de_sécurité_sociale_en_France).",
                Regions = ["fr"],
                Examples = ["Numéro de sécurité sociale «175118347268031»", "Mme Petit, «2 60 10 27 529 767 27»"],
                NotFound = ["NIR 175118347268032", "commande 175118347268031"],
                Limits = "Numbers without their key are not found.",
            },
        },
        new()
        {
            Name = "FR_SIREN",
            ContextPattern = "[0-9]{9}|[0-9]{3} [0-9]{3} [0-9]{3}",
            Words = "siren sirene siret entreprise rcs insee société societe immatriculée",
            Check = v => Luhn.Holds(v) && v is not "000000000",
            Info = new()
            {
                Title = "French company number (SIREN)",
                Format = "Nine digits, together or 3-3-3; in context.",
                Check = "Luhn (INSEE; fr.wikipedia.org/wiki/Système_d'identification_du_répertoire_des_entreprises).",
                Regions = ["fr"],
                Examples = ["SIREN : «510 896 616»", "RCS Paris «280220013»"],
                NotFound = ["SIREN 510 896 617", "commande 510896616"],
            },
        },
        new()
        {
            Name = "CH_SSN",
            Pattern = "756[0-9]{10}|756\\.[0-9]{4}\\.[0-9]{4}\\.[0-9]{2}",
            ContextPattern = "756 [0-9]{4} [0-9]{4} [0-9]{2}|756-[0-9]{4}-[0-9]{4}-[0-9]{2}",
            Words = "ahv ahvn avs avsn ahvnummer sozialversicherungsnummer versichertennummer oasi navs social",
            Check = v => Weighted.Sum(v, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0,
            Info = new()
            {
                Title = "Swiss social security number (AHV, AVS)",
                Format = "Thirteen digits beginning with 756, together or written 756.1234.5678.97.",
                Check = "EAN-13: weights 1 and 3 in turn; the sum is divisible by 10 (Zentrale Ausgleichsstelle ZAS).",
                Regions = ["ch"],
                Examples = ["AHV-Nr. «756.0873.1009.60»", "Frau Meier «7563959706131»"],
                NotFound = ["AHV-Nr. 756.0873.1009.61", "7580873100960"],
            },
        },
    ];

    private static bool IsTaxId(ReadOnlySpan<char> v)
    {
        var repeated = 0;
        for (var digit = '0'; digit <= '9'; digit++)
        {
            var count = v[..10].Count(digit);
            if (count > 3)
            {
                return false;
            }

            repeated += count > 1 ? 1 : 0;
        }

        return repeated == 1 && Iso7064.Mod11And10(v);
    }

    private static bool IsNir(ReadOnlySpan<char> v)
    {
        if (v.Length != 15 || CalendarDate.Number(v[3..5]) is 0 or (> 12 and < 20))
        {
            return false;
        }

        var number = 0L;
        for (var i = 0; i < 13; i++)
        {
            if (char.IsAsciiLetter(v[i]) && v[5] != '2')
            {
                return false;
            }

            number = (number * 10) + (v[i] switch { 'a' => 9, 'b' => 8, var c => c - '0' });
        }

        // 2A and 2B count as 19 and 18: the 2 before the letter as 1.
        number -= char.IsAsciiLetter(v[6]) ? 10_000_000 : 0;
        return 97 - (number % 97) == CalendarDate.Number(v[13..]);
    }
}
