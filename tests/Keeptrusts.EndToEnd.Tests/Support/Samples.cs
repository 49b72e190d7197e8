namespace Keeptrusts.EndToEnd.Tests.Support;

/// <summary>Values that the standard policy redacts or blocks; none belongs to anyone.</summary>
internal static class Samples
{
    public const string Email = "anna.lopez@contoso.com";

    public const string Card = "4111 1111 1111 1111";

    public const string Iban = "DE89 3704 0044 0532 0130 00";

    /// <summary>Blocked by the standard policy, wherever it stands.</summary>
    public const string Ssn = "536-90-4399";

    public const string Sensitive = "Write to " + Email + ", charge card " + Card + " or debit " + Iban + ", please — 谢谢 🙂 (v1.2.3, order 20261123).";

    public const string SensitiveRedacted = "Write to [EMAIL_ADDRESS], charge card [CREDIT_CARD] or debit [IBAN_CODE], please — 谢谢 🙂 (v1.2.3, order 20261123).";
}
