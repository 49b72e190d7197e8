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
        May(call.Context.Roles, facts.Model, static r => r.AllowedModels, static r => r.DeniedModels)
            ? Judgement.Pass
            : Judgement.Of(Verdict.Block, ReasonCodes.RoleDenied, "the roles of this key do not allow this model");

    public Judgement Judge(ToolCall tool, PolicyCall call, int number) =>
        May(call.Context.Roles, tool.Name, static r => r.AllowedTools, static r => r.DeniedTools)
            ? Judgement.Pass
            : new Judgement(Verdict.Block, ReasonCodes.ToolDenied, [ToolFindings.Name(tool)], "the roles of this key do not allow a tool that the answer calls");

    private bool May(IReadOnlyList<string> held, string name, Func<RoleRule, IReadOnlyList<string>?> allowed, Func<RoleRule, IReadOnlyList<string>> denied)
    {
        var may = false;
        for (var i = 0; i < held.Count; i++)
        {
            if (!roles.TryGetValue(held[i], out var role))
            {
                continue;
            }

            if (Glob.IsAnyMatch(denied(role), name))
            {
                return false;
            }

            may |= allowed(role) is not { } globs || Glob.IsAnyMatch(globs, name);
        }

        return may;
    }
}
