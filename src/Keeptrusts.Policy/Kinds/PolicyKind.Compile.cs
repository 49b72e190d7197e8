using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds;

/// <content>The half that needs the engine.</content>
public abstract partial class PolicyKind
{
    /// <summary>What a block without errors does. Name, phases and scope are filled in by the compiler.</summary>
    internal abstract PolicyUnit Compile(PolicyBlock block);
}
