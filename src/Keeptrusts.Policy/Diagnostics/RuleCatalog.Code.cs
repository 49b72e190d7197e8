namespace Keeptrusts.Policy.Diagnostics;

/// <content>C# source that calls models.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Code =>
    [
        Error("KT6001", "A key stands in the source"),
    ];
}
