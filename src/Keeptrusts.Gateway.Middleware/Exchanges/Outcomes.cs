namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>How an exchange can end: the values of <see cref="CallEvent.Outcome"/>.</summary>
internal static class Outcomes
{
    public const string Completed = "completed";
    public const string Refused = "refused";
    public const string Cancelled = "cancelled";
    public const string Cut = "cut";
    public const string Failed = "failed";
}
