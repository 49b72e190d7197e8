using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Selectors;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.Rbac;

/// <summary>Judges models and tool calls by the caller's roles: what any role allows is allowed, what any denies is denied.</summary>
/// <param name="roles">The roles by name, whatever its case.</param>
internal sealed class RolePolicy(IReadOnlyDictionary<string, RoleRule> roles) : IAdmissionPolicy, IToolPolicy
{
    public bool IsPure => true;

    public Judgement Admit(PolicyCall call, AdmissionFacts facts) =>
        RoleRule.May(
            roles,
            call.Context.Roles,
            role => RequestedModel.IsAny(role.DeniedModels, facts),
            role => role.AllowedModels is not { } globs || RequestedModel.IsWithin(globs, facts))
            ? Judgement.Pass
            : Judgement.Of(Verdict.Block, ReasonCodes.RoleDenied, "the roles of this key do not allow this model");

    public Judgement Judge(ToolCall tool, PolicyCall call, int number) =>
        RoleRule.May(
            roles,
            call.Context.Roles,
            role => Glob.IsAnyMatch(role.DeniedTools, tool.Name),
            role => role.AllowedTools is not { } globs || Glob.IsAnyMatch(globs, tool.Name))
            ? Judgement.Pass
            : new Judgement(Verdict.Block, ReasonCodes.ToolDenied, [ToolFindings.Name(tool)], "the roles of this key do not allow a tool that the answer calls");
}
