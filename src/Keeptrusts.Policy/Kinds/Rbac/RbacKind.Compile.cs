using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds.Rbac;

/// <content>Block → admission and tool policy.</content>
internal sealed partial class RbacKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var policy = new RolePolicy(RoleRule.Read(block));
        return new PolicyUnit { Protects = true, Admission = policy, Tools = policy };
    }
}
