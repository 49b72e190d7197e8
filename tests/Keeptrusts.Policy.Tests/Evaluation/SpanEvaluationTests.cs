namespace Keeptrusts.Policy.Tests.Evaluation;

public sealed class SpanEvaluationTests
{
    [Theory]
    [InlineData("write to jane.doe@example.com now", "write to [EMAIL_ADDRESS] now")]
    [InlineData("josé@example.com", "[EMAIL_ADDRESS]")]
    [InlineData("<a@b.com>, 'c@d.org'; x=e@f.net.", "<[EMAIL_ADDRESS]>, '[EMAIL_ADDRESS]'; x=[EMAIL_ADDRESS].")]
    [InlineData("mailto:jane@example.com?subject=x", "mailto:[EMAIL_ADDRESS]?subject=x")]
    [InlineData("Mail a@b.co.uk.Thanks", "Mail [EMAIL_ADDRESS].Thanks")]
    [InlineData("icon@2x.png and git@github.com:org/repo.git", "icon@2x.png and git@github.com:org/repo.git")]
    [InlineData("card 4111 1111 1111 1111 exp 12/27", "card [CREDIT_CARD] exp [CREDIT_CARD_EXPIRY]")]
    [InlineData("4111111111111111", "[CREDIT_CARD]")]
    [InlineData("4111111111111112", "4111111111111112")]
    [InlineData("ssn 123-45-6789 ok", "ssn [US_SSN] ok")]
    [InlineData("ssn: 123456789", "ssn: [US_SSN]")]
    [InlineData("order 123456789", "order 123456789")]
    [InlineData("DE89 3704 0044 0532 0130 00 or gb29nwbk60161331926819", "[IBAN_CODE] or [IBAN_CODE]")]
    [InlineData("host 8.8.8.8:53, 127.0.0.1, version 1.2.3.4, v1.2.3.4", "host [IP_ADDRESS]:53, 127.0.0.1, version 1.2.3.4, v1.2.3.4")]
    [InlineData("at 2a00:1450:4001:81b::200e/64", "at [IP_ADDRESS]/64")]
    [InlineData("call +49 30 901820 or (212) 555-0187", "call [PHONE_NUMBER] or [PHONE_NUMBER]")]
    [InlineData("phone 4155552671", "phone [PHONE_NUMBER]")]
    [InlineData("+44 (0)20 7946 0958.", "[PHONE_NUMBER].")]
    public void Rewrite_Example_RedactsTheWholeValue(string text, string expected) =>
        Assert.Equal(expected, Phases.Whole(Phases.Redacting(Phases.AllEntities), text));
}
