using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.ModelAllowlist;

/// <content>Block → admission rule.</content>
internal sealed partial class ModelAllowlistKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var rule = new ModelRule
        {
            Policy = block.Name,
            Allow = block.Node.Texts("allow"),
            Deny = block.Node.Texts("deny"),
            MaxInputTokens = block.Node.Whole("max_input_tokens"),
            MaxOutputTokens = block.Node.Whole("max_output_tokens"),
            Shadow = block.Shadow,
            Message = block.Message,
        };
        return new PolicyUnit { Protects = true, ReasonCode = ReasonCodes.ModelNotAllowed, Models = rule, Admission = new ModelAdmission(rule) };
    }
}
