using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>Knows what the dialects of targets can say.</summary>
internal interface ITranslatability
{
    /// <summary>Why a target cannot be told a request; <see langword="null"/> where it can.</summary>
    Refusal? Obstacle(TargetPlan target, ModelRequest request);
}
