using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.DataRouting;

/// <content>Block → routing policy.</content>
internal sealed partial class DataRoutingKind
{
    internal override PolicyUnit Compile(PolicyBlock block) => new()
    {
        Protects = true,
        ReasonCode = ReasonCodes.NoCompliantProvider,
        Routing = new Compliance(DataDemands.Of(block.Node)),
    };

    private sealed class Compliance(DataDemands demands) : IRoutingPolicy
    {
        public string ReasonCode => ReasonCodes.NoCompliantProvider;

        public bool Allows(TargetPlan target) =>
            demands.AreMetBy(target.DataPolicy.ZeroDataRetention, target.DataPolicy.TrainingOptOut, target.DataPolicy.RetentionDays);
    }
}
