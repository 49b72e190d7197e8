namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>What says little alone and much beside a name or a number: only ever found in context.</summary>
internal static class Attributes
{
    private const string Months =
        "(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez|january|february|march|april|june|july|august|september|october|november|december"
        + "|januar|februar|märz|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
        + "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)";

    private const string Day = "(?:0?[1-9]|[12][0-9]|3[01])";
    private const string Year = "(?:19|20)[0-9]{2}";

    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "DATE_OF_BIRTH",
            ContextPattern = Day + "[./\\-]" + Day + "[./\\-](?:" + Year + "|[0-9]{2})|" + Year + "[./\\-](?:0?[1-9]|1[0-2])[./\\-]" + Day
                + "|" + Day + "(?:st|nd|rd|th|\\.)? (?:de )?" + Months + "\\.?,? (?:de )?" + Year + "|" + Months + "\\.? " + Day + "(?:st|nd|rd|th)?,? " + Year,
            Words = "dob birth born birthday birthdate dateofbirth geboren geburtsdatum geb geburtstag né née naissance nacimiento nacido nacida nascita nato nata nascimento nascido "
                + "geboortedatum urodzenia urodzony urodzona födelsedatum fødselsdato syntymäaika doğum",
            Phrases = "出生 生年月日 생년월일",
            Reach = 3,
            Info = new()
            {
                Title = "Date of birth",
                Format = "A date in figures or with the month's name; within three words of a context word.",
                Check = "None.",
                Examples = ["Born «12 March 1980» in Leeds", "DOB: «03/12/1980»", "{\"date_of_birth\": \"«1980-12-03»\"}", "geb. am «3.12.1980»"],
                NotFound = ["due 12 March 1980", "born in 1980"],
                Limits = "The date of any other event after these words is taken for one.",
            },
        },
        new()
        {
            Name = "CREDIT_CARD_CVV",
            ContextPattern = "[0-9]{3,4}",
            Words = "cvv cvc cvv2 cvc2 csc cvn cid kartenprüfnummer prüfziffer cryptogramme",
            Either = "security card",
            With = "code verification",
            Reach = 3,
            Info = new()
            {
                Title = "Card verification code (CVV, CVC)",
                Format = "Three or four digits; within three words of a context word.",
                Check = "None.",
                Examples = ["CVV «123»", "the security code is «4821»", "{\"cvc\": \"«737»\"}"],
                NotFound = ["code 123", "cvv is printed on all 300000 cards"],
                Limits = "Any number of three or four digits so near to the words is taken for one.",
            },
        },
        new()
        {
            Name = "CREDIT_CARD_EXPIRY",
            ContextPattern = "(?:0[1-9]|1[0-2]) ?[/\\-] ?(?:20)?[0-9]{2}",
            Words = "exp expiry expires expiration expirydate expirationdate expdate valid thru gültig ablaufdatum verfallsdatum expire validité caducidad vencimiento scadenza validade",
            Reach = 4,
            Info = new()
            {
                Title = "Card expiry date",
                Format = "Month and year in figures, 12/27 or 12/2027; within four words of a context word.",
                Check = "The month is 01–12.",
                Examples = ["exp «12/27»", "valid thru: «09/2028»", "{\"expiry\": \"«01/29»\"}"],
                NotFound = ["due 12/27", "expires 12/27/2026", "exp 13/27"],
                Limits = "The expiry of anything else, written so, is taken for a card's.",
            },
        },
        new()
        {
            Name = "MEDICAL_RECORD_NUMBER",
            ContextPattern = "[a-z]{0,3}-?[0-9]{5,12}",
            Words = "mrn mrns medicalrecord patientid patientnumber patientno patientennummer patientenid krankenakte fallnummer",
            Either = "medical patient chart hospital clinical patientenakte",
            With = "record number id no chart file nr nummer",
            Info = new()
            {
                Title = "Medical record number",
                Group = EntityGroup.Health,
                Format = "Five to twelve digits, up to three letters before them; in context.",
                Check = "None: each hospital numbers as it likes.",
                Examples = ["MRN «00482913»", "medical record number: «AB-123456»", "{\"patient_id\": \"«7654321»\"}"],
                NotFound = ["order 00482913", "patient 7654321"],
                Limits = "Any number of the form after the words is taken for one.",
            },
        },
        new()
        {
            Name = "HEALTH_PLAN_NUMBER",
            ContextPattern = "[a-z]{0,4}-?[0-9]{6,14}[0-9a-z]{0,3}",
            Words = "memberid membernumber subscriberid beneficiaryid healthplan insuranceid medicaid versichertennummer krankenversichertennummer kvnr krankenversicherung",
            Either = "member subscriber beneficiary insured policyholder health",
            With = "id number no policy plan group nr",
            Info = new()
            {
                Title = "Health plan number",
                Group = EntityGroup.Health,
                Format = "Six to fourteen digits, up to four letters before and three characters after them; in context.",
                Check = "None: each insurer numbers as it likes.",
                Examples = ["Member ID «XYZ123456789»", "health plan number «W12345678901»", "KVNR «A123456780»"],
                NotFound = ["order XYZ123456789", "member since 20200101"],
                Limits = "Any number of the form after the words is taken for one.",
            },
        },
    ];
}
