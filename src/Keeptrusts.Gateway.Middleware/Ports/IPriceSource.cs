using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>Prices that go before the built-in table and after the document's own. Called on every request: answer from memory, take no lock, do no I/O.</summary>
public interface IPriceSource
{
    /// <summary>The price of a model at a target; <see langword="null"/>: the built-in table decides.</summary>
    ModelPrice? Find(TargetPlan target, string model);
}
