namespace Keeptrusts.Policy.Diagnostics;

/// <content>Tests beside the policy.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Tests =>
    [
        Error(RuleCodes.UnknownInTest, "A test names a policy or target that does not exist"),
    ];
}
