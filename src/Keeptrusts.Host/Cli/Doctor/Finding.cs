namespace Keeptrusts.Host.Cli.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Check">What was looked at, such as <c>gateway</c>.</param>
/// <param name="Status"><c>ok</c>, <c>warn</c> or <c>fail</c>.</param>
/// <param name="Message">What is so, in one sentence.</param>
/// <param name="Advice">What to do about it.</param>
internal sealed record Finding(string Check, string Status, string Message, string? Advice = null)
{
    public const string Fine = "ok";
    public const string Doubtful = "warn";
    public const string Wrong = "fail";

    public static Finding Ok(string check, string message) => new(check, Fine, message);

    public static Finding Warn(string check, string message, string advice) => new(check, Doubtful, message, advice);

    public static Finding Fail(string check, string message, string advice) => new(check, Wrong, message, advice);
}
