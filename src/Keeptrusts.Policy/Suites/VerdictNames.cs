using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Suites;

/// <summary>Verdicts as documents and results spell them.</summary>
internal static class VerdictNames
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Allow => "allow",
        Verdict.Warn => "warn",
        Verdict.Redact => "redact",
        Verdict.Escalate => "escalate",
        _ => "block",
    };
}
