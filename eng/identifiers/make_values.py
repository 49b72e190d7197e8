"""Writes tests/Keeptrusts.Policy.Tests/Detectors/Identifiers/values.txt: invented identifiers with right and with wrong check digits.

    python3 eng/identifiers/make_values.py > tests/Keeptrusts.Policy.Tests/Detectors/Identifiers/values.txt

An implementation of the public rules that shares nothing with the product: a value is right when `valid` says so, and wrong values are right
ones with one character changed or two neighbours swapped for which it says no. The seed is fixed, so that the file can be made again.
"""
import datetime
import hashlib
import random
import string

R = random.Random(20261124)
UPPER = string.ascii_uppercase
DIGITS = string.digits


def digits(n):
    return "".join(R.choice(DIGITS) for _ in range(n))


def luhn(s):
    total = 0
    for i, c in enumerate(reversed(s)):
        d = int(c) * (1 + i % 2)
        total += d // 10 + d % 10
    return total % 10 == 0


def dot(s, *weights):
    return sum(int(c) * w for c, w in zip(s, weights))


def date_ok(y, m, d):
    try:
        datetime.date(y, m, d)
        return True
    except ValueError:
        return False


def alphanumeric_mod97(s):
    return int("".join(str(int(c, 36)) for c in s)) % 97


def mod11_10(s):
    p = 10
    for c in s[:-1]:
        t = (p + int(c)) % 10 or 10
        p = t * 2 % 11
    return (11 - p) % 10 == int(s[-1])


def verhoeff(s):
    # The dihedral group of ten elements, computed rather than tabled.
    def product(a, b):
        return (a + b) % 5 + 5 * (b // 5) if a < 5 else (a - b) % 5 + 5 * (1 - b // 5)
    step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
    c = 0
    for i, digit in enumerate(reversed(s)):
        x = int(digit)
        for _ in range(i % 8):
            x = step[x]
        c = product(c, x)
    return c == 0


def icao(s):
    return str(sum((0 if c == "<" else int(c, 36)) * (7, 3, 1)[i % 3] for i, c in enumerate(s)) % 10)


B58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def sha2(b):
    return hashlib.sha256(hashlib.sha256(b).digest()).digest()


def base58(version):
    payload = bytes([version]) + R.randbytes(20)
    payload += sha2(payload)[:4]
    n = int.from_bytes(payload, "big")
    out = ""
    while n:
        n, r = divmod(n, 58)
        out = B58[r] + out
    return "1" * (len(payload) - len(payload.lstrip(b"\0"))) + out


def base58_ok(s):
    if any(c not in B58 for c in s):
        return False
    n = 0
    for c in s:
        n = n * 58 + B58.index(c)
    raw = n.to_bytes(40, "big").lstrip(b"\0")
    raw = b"\0" * (len(s) - len(s.lstrip("1"))) + raw
    return len(raw) == 25 and raw[0] in (0, 5) and sha2(raw[:-4])[:4] == raw[-4:]


B32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def polymod(values):
    c = 1
    for v in values:
        top = c >> 25
        c = (c & 0x1FFFFFF) << 5 ^ v
        for i, g in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            c ^= g if top >> i & 1 else 0
    return c


def bech32(version):
    size, target = (20, 1) if version == 0 else (32, 0x2BC830A3)
    bits = "".join(f"{b:08b}" for b in R.randbytes(size))
    bits += "0" * (-len(bits) % 5)
    data = [version] + [int(bits[i:i + 5], 2) for i in range(0, len(bits), 5)]
    prefix = [3, 3, 0, 2, 3]
    check = polymod(prefix + data + [0] * 6) ^ target
    return "bc1" + "".join(B32[d] for d in data + [check >> 5 * (5 - i) & 31 for i in range(6)])


def bech32_ok(s):
    if not s.startswith("bc1") or any(c not in B32 for c in s[3:]):
        return False
    data = [B32.index(c) for c in s[3:]]
    return polymod([3, 3, 0, 2, 3] + data) == (1 if data[0] == 0 else 0x2BC830A3)


ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
               [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]))


def codice(s):
    body = s[:15]
    total = sum(ODD[c] if i % 2 == 0 else (int(c) if c.isdigit() else ord(c) - 65) for i, c in enumerate(body))
    return chr(65 + total % 26)


def birth():
    return datetime.date(1940, 1, 1) + datetime.timedelta(days=R.randrange(24000))


def fill(make, valid, tries=200000):
    for _ in range(tries):
        s = make()
        if valid(s):
            return s
    raise RuntimeError("no value found")


def last(make):
    """Appends the one digit that `valid` accepts, by trial."""
    return lambda: make() + R.choice(DIGITS)


def tax_id_ok(s):
    counts = sorted((s[:10].count(d) for d in set(s[:10])), reverse=True)
    return s[0] != "0" and counts[0] in (2, 3) and (len(counts) == 1 or counts[1] == 1) and mod11_10(s)


def pesel_ok(s):
    century = {0: 1900, 1: 2000, 2: 2100, 3: 2200, 4: 1800}[int(s[2]) // 2]
    return date_ok(century + int(s[:2]), int(s[2:4]) % 20, int(s[4:6])) and (dot(s, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3) + int(s[10])) % 10 == 0


def nir_ok(s):
    n = s[:13].replace("2A", "19").replace("2B", "18") if s[5] == "2" else s[:13]
    return n.isdigit() and s[0] in "123478" and (97 - int(n) % 97) == int(s[13:]) and 1 <= int(s[3:5]) <= 12


def nn_ok(s):
    return any(date_ok(c + int(s[:2]), int(s[2:4]), int(s[4:6])) and 97 - int(p + s[:9]) % 97 == int(s[9:]) for c, p in ((1900, ""), (2000, "2")))


def cpf_ok(s):
    a = dot(s, *range(10, 1, -1)) * 10 % 11 % 10
    b = dot(s, *range(11, 1, -1)) * 10 % 11 % 10
    return len(set(s)) > 1 and s[9:] == f"{a}{b}"


def cnpj_ok(s):
    v = [ord(c) - 48 for c in s]
    w = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
    a = sum(x * y for x, y in zip(v[:12], w[1:])) * 10 % 11 % 10
    b = sum(x * y for x, y in zip(v[:13], w)) * 10 % 11 % 10
    return v[12] == a and v[13] == b


def ric_ok(s):
    return date_ok(int(s[6:10]), int(s[10:12]), int(s[12:14])) and sum((10 if c == "X" else int(c)) * pow(2, 17 - i, 11) for i, c in enumerate(s)) % 11 == 1


def rrn_ok(s):
    century = {"1": 1900, "2": 1900, "3": 2000, "4": 2000}.get(s[6])
    return century is not None and date_ok(century + int(s[:2]), int(s[2:4]), int(s[4:6])) and (11 - dot(s, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11) % 10 == int(s[12])


def tckn_ok(s):
    d = [int(c) for c in s]
    return d[0] != 0 and (7 * sum(d[0:9:2]) - sum(d[1:8:2])) % 10 == d[9] and sum(d[:10]) % 10 == d[10]


def fnr_ok(s):
    a = dot(s, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
    b = dot(s, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    return a % 11 == 0 and b % 11 == 0 and date_ok(1900 + int(s[4:6]), int(s[2:4]), int(s[:2]))


def hetu_ok(s):
    century = {"-": 1900, "A": 2000, "Y": 1900, "B": 2000}.get(s[6])
    return century is not None and date_ok(century + int(s[4:6]), int(s[2:4]), int(s[:2])) and "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(s[:6] + s[7:10]) % 31] == s[10]


def pps_ok(s):
    extra = 9 * (ord(s[8]) - 64) if len(s) > 8 else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[(dot(s, 8, 7, 6, 5, 4, 3, 2) + extra) % 23] == s[7]


def cif_ok(s):
    total = sum(int(c) for c in s[2:8:2]) + sum(sum(divmod(2 * int(c), 10)) for c in s[1:8:2])
    return s[8] in (str(-total % 10), "JABCDEFGHI"[-total % 10])


def rut_ok(s):
    total = sum(int(c) * (2 + i % 6) for i, c in enumerate(reversed(s[:-1])))
    return "0123456789K0"[11 - total % 11 if total % 11 else 0] == s[-1]


def cuit_ok(s):
    return s[:2] in ("20", "23", "24", "27", "30", "33", "34") and (dot(s, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) + int(s[10])) % 11 == 0


def nric_ok(s):
    t = (dot(s[1:], 2, 7, 6, 5, 4, 3, 2) + {"T": 4, "G": 4, "M": 3}.get(s[0], 0)) % 11
    return {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "XWUTRQPNJLK"}[s[0]][t] == s[8]


def gstin_ok(s):
    a = DIGITS + UPPER
    total = 0
    for i, c in enumerate(s[:14]):
        p = a.index(c) * (1 + i % 2)
        total += p // 36 + p % 36
    return a[-total % 36] == s[14]


def vin_ok(s):
    value = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9]))
    total = sum((int(c) if c.isdigit() else value[c]) * w for c, w in zip(s, (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)))
    return "0123456789X"[total % 11] == s[8]


def with_date(form, tail, sep=""):
    return lambda: birth().strftime(form) + sep + tail()


PAN4 = "ABCFGHJLPT"


def pan():
    return "".join(R.choice(UPPER) for _ in range(3)) + R.choice(PAN4) + R.choice(UPPER) + digits(4) + R.choice(UPPER)


def fiscal():
    b = birth()
    s = "".join(R.choice("BCDFGLMNPRSTV") for _ in range(6)) + b.strftime("%y") + "ABCDEHLMPRST"[b.month - 1] + f"{b.day + R.choice((0, 40)):02}" + R.choice("ABCDEFGHL") + digits(3)
    return s + codice(s)


def iban():
    country, form = R.choice((("DE", 18), ("ES", 20), ("BE", 12), ("PL", 24), ("AT", 16), ("NL", None), ("GB", None)))
    body = digits(form) if form else "".join(R.choice(UPPER) for _ in range(4)) + digits(10 if country == "NL" else 14)
    return f"{country}{98 - alphanumeric_mod97(body + country + '00'):02}{body}"


def lei():
    body = digits(4) + "00" + "".join(R.choice(DIGITS + UPPER) for _ in range(12))
    return f"{body}{98 - alphanumeric_mod97(body + '00'):02}"


def card():
    prefix, length = R.choice((("4", 16), ("51", 16), ("55", 16), ("2300", 16), ("6011", 16), ("3530", 16), ("37", 15), ("36", 14), ("62", 19)))
    return prefix + digits(length - len(prefix))


def groups(*sizes):
    def form(s, separator):
        parts, at = [], 0
        for size in sizes:
            parts.append(s[at:at + size])
            at += size
        return separator.join(p for p in parts + [s[at:]] if p)
    return form


def spaced(*sizes):
    return lambda s: groups(*sizes)(s, " ")


def hyphened(*sizes):
    return lambda s: groups(*sizes)(s, "-")


def shape(pattern):
    """Writes a value into a pattern of #."""
    def form(s):
        it = iter(s)
        return "".join(next(it) if c == "#" else c for c in pattern)
    return form


# entity, context, one random value with a random check digit, whether it is right, further forms
KINDS = [
    ("CREDIT_CARD", "card", card, luhn, [spaced(4, 4, 4, 4)]),
    ("IBAN_CODE", "iban", iban, lambda s: alphanumeric_mod97(s[4:] + s[:4]) == 1, [spaced(4, 4, 4, 4, 4, 4, 4)]),
    ("US_ITIN", "itin", lambda: digits(9), lambda s: s[0] == "9" and (50 <= int(s[3:5]) <= 65 or 70 <= int(s[3:5]) <= 88 or 90 <= int(s[3:5]) <= 92 or 94 <= int(s[3:5]) <= 99), [hyphened(3, 2, 4)]),
    ("ABA_ROUTING_NUMBER", "routing number", lambda: "0" + digits(8), lambda s: dot(s, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0, []),
    ("US_NPI", "NPI", lambda: R.choice("12") + digits(9), lambda s: luhn("80840" + s), []),
    ("MEDICAL_LICENSE", "DEA number", lambda: R.choice("ABFM") + R.choice(UPPER) + digits(7), lambda s: (dot(s[2:], 1, 2, 1, 2, 1, 2)) % 10 == int(s[8]), []),
    ("UK_NHS", "NHS number", lambda: digits(10), lambda s: dot(s, *range(10, 0, -1)) % 11 == 0, [spaced(3, 3, 4)]),
    ("UK_UTR", "UTR", lambda: digits(10), lambda s: "21987654321"[dot(s[1:], 6, 7, 8, 9, 10, 5, 4, 3, 2) % 11] == s[0], []),
    ("IE_PPS", "PPS number", lambda: digits(7) + R.choice(UPPER[:23]) + R.choice(("", "A", "H")), pps_ok, []),
    ("AU_TFN", "tax file number", lambda: digits(9), lambda s: s[0] != "0" and dot(s, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0, [spaced(3, 3, 3)]),
    ("AU_ABN", "ABN", lambda: digits(11), lambda s: s[0] != "0" and dot(str(int(s) - 10 ** 10), 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) % 89 == 0 if s[0] > "1" else False, [spaced(2, 3, 3, 3)]),
    ("AU_ACN", "ACN", lambda: digits(9), lambda s: dot(s, 8, 7, 6, 5, 4, 3, 2, 1, 1) % 10 == 0, [spaced(3, 3, 3)]),
    ("AU_MEDICARE", "medicare", lambda: R.choice("23456") + digits(9), lambda s: dot(s, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == int(s[8]) and s[9] != "0", [spaced(4, 5, 1)]),
    ("IN_AADHAAR", "aadhaar", lambda: R.choice("23456789") + digits(11), verhoeff, [spaced(4, 4, 4)]),
    ("IN_PAN", "PAN", pan, lambda s: s[3] in PAN4 and s[:5].isalpha() and s[5:9].isdigit(), []),
    ("IN_GSTIN", "GSTIN", lambda: f"{R.randrange(1, 38):02}" + pan() + "1Z" + R.choice(DIGITS + UPPER), gstin_ok, []),
    ("SG_NRIC_FIN", "NRIC", lambda: R.choice("STFGM") + digits(7) + R.choice(UPPER), nric_ok, []),
    ("ES_NIF", "NIF", lambda: digits(8) + R.choice(UPPER), lambda s: s[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(s[:8]) % 23], [hyphened(8)]),
    ("ES_NIE", "NIE", lambda: R.choice("XYZ") + digits(7) + R.choice(UPPER), lambda s: s[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(str("XYZ".index(s[0])) + s[1:8]) % 23], [shape("#-#######-#")]),
    ("ES_CIF", "CIF", lambda: R.choice("ABEH") + digits(8), cif_ok, []),
    ("PT_NIF", "contribuinte", lambda: R.choice("123") + digits(8), lambda s: dot(s, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10 == int(s[8]), []),
    ("IT_FISCAL_CODE", "codice fiscale", fiscal, lambda s: codice(s) == s[15], []),
    ("IT_VAT_CODE", "partita iva", lambda: digits(7) + f"{R.randrange(1, 101):03}" + digits(1), luhn, []),
    ("PL_PESEL", "PESEL", with_date("%y%m%d", lambda: digits(5)), pesel_ok, []),
    ("PL_NIP", "NIP", lambda: R.choice("123456789") + digits(9), lambda s: dot(s, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == int(s[9]), [hyphened(3, 3, 2, 2)]),
    ("DE_TAX_ID", "Steuer-ID", lambda: digits(11), tax_id_ok, [spaced(2, 3, 3, 3)]),
    ("DE_VAT_ID", "USt-IdNr", lambda: "DE" + R.choice("123456789") + digits(8), lambda s: mod11_10(s[2:]), []),
    ("FR_NIR", "sécurité sociale", lambda: R.choice("12") + birth().strftime("%y%m") + f"{R.randrange(1, 96):02}" + digits(8), nir_ok, [spaced(1, 2, 2, 2, 3, 3, 2)]),
    ("FR_SIREN", "SIREN", lambda: digits(9), luhn, [spaced(3, 3, 3)]),
    ("NL_BSN", "BSN", lambda: R.choice("12345") + digits(8), lambda s: (dot(s, 9, 8, 7, 6, 5, 4, 3, 2) - int(s[8])) % 11 == 0, []),
    ("BE_NN", "rijksregisternummer", with_date("%y%m%d", lambda: digits(5)), nn_ok, [shape("##.##.##-###.##")]),
    ("CH_SSN", "AHV", lambda: "756" + digits(10), lambda s: dot(s, *([1, 3] * 7)) % 10 == 0, [shape("###.####.####.##")]),
    ("SE_PERSONNUMMER", "personnummer", with_date("%y%m%d", lambda: digits(4), "-"), lambda s: luhn(s.replace("-", "")), []),
    ("NO_FODSELSNUMMER", "fødselsnummer", with_date("%d%m%y", lambda: digits(5)), fnr_ok, []),
    ("FI_PERSONAL_IDENTITY_CODE", "henkilötunnus", with_date("%d%m%y", lambda: f"{R.randrange(2, 900):03}" + R.choice(DIGITS + "ABCDEFHJKLMNPRSTUVWXY"), "-"), hetu_ok, []),
    ("TR_TCKN", "TC kimlik", lambda: R.choice("123456789") + digits(10), tckn_ok, []),
    ("ZA_ID", "identity number", with_date("%y%m%d", lambda: digits(4) + R.choice("01") + "8" + digits(1)), luhn, []),
    ("BR_CPF", "CPF", lambda: digits(11), cpf_ok, [shape("###.###.###-##")]),
    ("BR_CNPJ", "CNPJ", lambda: digits(8) + "0001" + digits(2), cnpj_ok, [shape("##.###.###/####-##")]),
    ("AR_CUIT", "CUIT", lambda: R.choice(("20", "23", "27", "30")) + digits(9), cuit_ok, [shape("##-########-#")]),
    ("CL_RUT", "RUT", lambda: str(R.randrange(10, 28)) + digits(6) + R.choice("0123456789K"), rut_ok, [shape("##.###.###-#")]),
    ("CA_SIN", "SIN", lambda: R.choice("1234567") + digits(8), luhn, [spaced(3, 3, 3)]),
    ("CN_RIC", "身份证", with_date("%Y%m%d", lambda: digits(3) + R.choice("0123456789X")), ric_ok, []),
    ("KR_RRN", "resident registration", with_date("%y%m%d", lambda: R.choice("12") + digits(6)), rrn_ok, [hyphened(6, 7)]),
    ("TH_TNIN", "Thai national", lambda: R.choice("12345678") + digits(12), lambda s: (11 - dot(s, *range(13, 1, -1)) % 11) % 10 == int(s[12]), [shape("#-####-#####-##-#")]),
    ("IMEI", "IMEI", lambda: R.choice("3") + digits(14), luhn, []),
    ("VIN", "VIN", lambda: R.choice("12345") + "".join(R.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(7)) + R.choice("0123456789X") + R.choice("ABCDEFGHJKLMNPRSTVWXY") + R.choice("ABCDEFG") + digits(6), vin_ok, []),
    ("LEI", "LEI", lei, lambda s: alphanumeric_mod97(s) == 1, []),
    ("CRYPTO", "bitcoin", lambda: base58(R.choice((0, 5))), base58_ok, []),
    ("CRYPTO", "wallet", lambda: bech32(R.choice((0, 1))), bech32_ok, []),
]


def changed(s, valid):
    while True:
        at = R.randrange(len(s) - 1)
        if R.random() < 0.5:
            alphabet = DIGITS if s[at].isdigit() else UPPER if s[at].isupper() else string.ascii_lowercase
            other = s[:at] + R.choice(alphabet) + s[at + 1:]
        else:
            other = s[:at] + s[at + 1] + s[at] + s[at + 2:]
        try:
            if other != s and not valid(other):
                return other
        except (ValueError, KeyError, IndexError):
            continue


def main():
    print("# Invented identifiers, written by eng/identifiers/make_values.py; do not edit. Entity, right or wrong, context, value; separated by tabs.")
    for entity, context, make, valid, forms in KINDS:
        if entity == "CN_RIC":
            random_make = make
            make = lambda: R.choice(("110101", "310104", "440305", "510107")) + random_make()  # noqa: E731
        for _ in range(4):
            right = fill(make, valid)
            wrong = changed(right, valid)
            for form in [str] + forms:
                print(entity, "right", context, form(right), sep="\t")
                print(entity, "wrong", context, form(wrong), sep="\t")


main()
