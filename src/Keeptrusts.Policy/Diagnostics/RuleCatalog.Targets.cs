namespace Keeptrusts.Policy.Diagnostics;

/// <content>Targets, models, variables and secrets.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Targets =>
    [
        Error(RuleCodes.UndefinedSecret, "A secret names an undefined variable"),
        Error(RuleCodes.LiteralSecret, "A secret stands in the file"),
        Error(RuleCodes.DuplicateTarget, "Two targets have one id") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.UnknownTarget, "A target is named that does not exist") with
        {
            IsEssential = true,
        },
        Warning(RuleCodes.UnservedModel, "No target serves a model that is named"),
        Warning(RuleCodes.PlainHttp, "A target is reached over plain http"),
        Error(RuleCodes.NoCompliantTarget, "Data routing leaves no target"),
        Warning(RuleCodes.UnreachableTarget, "A target can never be chosen"),
        Warning(RuleCodes.UnusedVariable, "A variable is never used"),
        Warning(RuleCodes.UndeclaredVariable, "A variable is not declared"),
        Error(RuleCodes.HostNotAllowed, "A target's host is not one of its secret's"),
    ];
}
