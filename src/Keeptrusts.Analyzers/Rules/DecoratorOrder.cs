namespace Keeptrusts.Analyzers.Rules;

/// <summary>The decorators whose place beside the policy matters.</summary>
internal static class DecoratorOrder
{
    /// <summary>Where a decorator belongs; <see langword="null"/>: its place does not matter, or is not known.</summary>
    public static DecoratorSide? SideOf(string name) => name switch
    {
        "UseFunctionInvocation" or "UseKernelFunctionInvocation" => DecoratorSide.Outside,
        "UseDistributedCache" or "UseOpenTelemetry" or "UseLogging" => DecoratorSide.Inside,
        _ => null,
    };

    /// <summary>What a decorator does outside of the policy.</summary>
    public static string Harm(string name) => name switch
    {
        "UseDistributedCache" => "returns replies that no policy has judged for this call",
        _ => "sees prompts before they are redacted",
    };
}
