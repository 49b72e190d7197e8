using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>Canada and Latin America.</summary>
internal static class Americas
{
    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "CA_SIN",
            ContextPattern = "[1-9][0-9]{8}|[1-9][0-9]{2} [0-9]{3} [0-9]{3}|[1-9][0-9]{2}-[0-9]{3}-[0-9]{3}",
            Words = "sin sins nas social socialinsurance insurance assurance",
            Check = v => Luhn.Holds(v),
            Info = new()
            {
                Title = "Canadian social insurance number (SIN, NAS)",
                Format = "Nine digits, together or 3-3-3; in context.",
                Check = "Luhn; none begins with 0 (en.wikipedia.org/wiki/Social_insurance_number).",
                Regions = ["ca"],
                Examples = ["My SIN is «789 319 316».", "NAS : «586418667»"],
                NotFound = ["SIN 789 319 317", "code 789 319 316"],
            },
        },
        new()
        {
            Name = "BR_CPF",
            Pattern = "[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}",
            ContextPattern = "[0-9]{11}|[0-9]{9}-[0-9]{2}|[0-9]{3} [0-9]{3} [0-9]{3} [0-9]{2}",
            Words = "cpf cpfs contribuinte cadastro pessoa pessoas físicas fisicas cpfcnpj documento titular brazilian tax",
            Check = IsCpf,
            Info = new()
            {
                Title = "Brazilian taxpayer number of persons (CPF)",
                Format = "Eleven digits, written 123.456.789-09; in other forms only in context.",
                Check = "Two digits modulo 11; not all digits equal (Receita Federal; pt.wikipedia.org/wiki/Cadastro_de_Pessoas_Físicas).",
                Regions = ["br"],
                Examples = ["O CPF é «49584931660».", "Maria, «849.345.981-03», solteira"],
                NotFound = ["CPF 495.849.316-61", "CPF 111.111.111-11", "pedido 49584931660"],
            },
        },
        new()
        {
            Name = "BR_CNPJ",
            Pattern = "[0-9a-z]{2}\\.[0-9a-z]{3}\\.[0-9a-z]{3}/[0-9a-z]{4}-[0-9]{2}",
            ContextPattern = "[0-9a-z]{12}[0-9]{2}|[0-9a-z]{8}/[0-9a-z]{4}-?[0-9]{2}",
            Words = "cnpj cnpjs cadastro empresa jurídica juridica cpfcnpj fornecedor emitente brazilian tax",
            Check = IsCnpj,
            Info = new()
            {
                Title = "Brazilian taxpayer number of companies (CNPJ)",
                Format = "Twelve digits, from July 2026 also letters, and two check digits, written 12.345.678/0001-95; in other forms only in context.",
                Check = "Two digits modulo 11 over the characters' codes less 48 (Receita Federal, Instrução Normativa RFB 2.229/2024).",
                Regions = ["br"],
                Examples = ["CNPJ «47673565000101»", "a empresa «98.174.591/0001-18» pagou"],
                NotFound = ["CNPJ 47673565000102", "nota 47673565000101"],
            },
        },
        new()
        {
            Name = "AR_CUIT",
            Pattern = "[23][03-7]-[0-9]{8}-[0-9]",
            ContextPattern = "[23][03-7][0-9]{9}|[23][03-7] [0-9]{8} [0-9]",
            Words = "cuit cuil cuits cuils cdi afip arca tributaria contribuyente laboral cuitcuil argentine tax",
            Check = IsCuit,
            Info = new()
            {
                Title = "Argentine tax and labour number (CUIT, CUIL)",
                Format = "A prefix of two digits, eight digits and a check digit, written 20-12345678-6; in other forms only in context.",
                Check = "Weights 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 modulo 11 (es.wikipedia.org/wiki/Clave_Única_de_Identificación_Tributaria).",
                Regions = ["ar"],
                Examples = ["CUIT «27118660620»", "su clave «30-47768016-6» venció"],
                NotFound = ["CUIT 27-11866062-1", "pedido 27118660620"],
            },
        },
        new()
        {
            Name = "CL_RUT",
            Pattern = "[0-9]{1,2}\\.[0-9]{3}\\.[0-9]{3}-[0-9k]",
            ContextPattern = "[0-9]{7,8}-?[0-9k]",
            Words = "rut run ruts rol único unico tributario cédula cedula rutificador contribuyente nacional chilean tax",
            Check = IsRut,
            Info = new()
            {
                Title = "Chilean national number (RUT, RUN)",
                Format = "Seven or eight digits and a check character, 0–9 or K, written 12.345.678-5; in other forms only in context.",
                Check = "Weights 2 to 7 from the right modulo 11 (es.wikipedia.org/wiki/Rol_Único_Tributario).",
                Regions = ["cl"],
                Examples = ["RUT: «267824355»", "don Pedro, «17.207.119-8», Santiago"],
                NotFound = ["RUT 17.207.119-7", "pedido 267824355"],
            },
        },
    ];

    private static bool IsCpf(ReadOnlySpan<char> v) =>
        v.ContainsAnyExcept(v[0])
        && Mod11Digit(Weighted.Falling(v, 10, 9)) == v[9] - '0'
        && Mod11Digit(Weighted.Falling(v, 11, 10)) == v[10] - '0';

    // Letters count as their code less 48, as digits do: in lower case 32 more than in capitals.
    private static bool IsCnpj(ReadOnlySpan<char> v)
    {
        int first = 0, second = 0;
        for (var i = 0; i < 13; i++)
        {
            var value = (v[i] >= 'a' ? v[i] - 32 : v[i]) - '0';
            first += i < 12 ? value * (2 + ((11 - i) % 8)) : 0;
            second += value * (2 + ((12 - i) % 8));
        }

        return v.ContainsAnyExcept(v[0]) && Mod11Digit(first) == v[12] - '0' && Mod11Digit(second) == v[13] - '0';
    }

    private static int Mod11Digit(int sum) => sum % 11 < 2 ? 0 : 11 - (sum % 11);

    private static bool IsCuit(ReadOnlySpan<char> v)
    {
        if (v[..2] is not ("20" or "23" or "24" or "25" or "26" or "27" or "30" or "33" or "34"))
        {
            return false;
        }

        var check = 11 - (Weighted.Sum(v, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11);
        return (check switch { 11 => 0, 10 => 9, _ => check }) == v[10] - '0';
    }

    private static bool IsRut(ReadOnlySpan<char> v)
    {
        var sum = 0;
        for (var i = 0; i < v.Length - 1; i++)
        {
            if (v[i] == 'k')
            {
                return false;
            }

            sum += (v[v.Length - 2 - i] - '0') * (2 + (i % 6));
        }

        return (11 - (sum % 11)) switch { 11 => '0', 10 => 'k', var check => (char)('0' + check) } == v[^1];
    }
}
