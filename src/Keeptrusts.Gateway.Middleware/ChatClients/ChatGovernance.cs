using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>What governs one call of a chat client: which policies, for whom.</summary>
public sealed class ChatGovernance
{
    /// <summary>The policies in force.</summary>
    public required PolicyPlan Plan { get; init; }

    /// <summary>
    /// Who calls: team, user, roles, and so on. Empty by default. Its <see cref="PolicyContext.Model"/> counts only where neither the call's options nor the
    /// client name a model.
    /// </summary>
    public PolicyContext Context { get; init; } = new();

    /// <summary>
    /// The id of the plan's target that the client speaks to, for policies about targets (<c>data-routing</c>). <see langword="null"/>: none of them, so that
    /// nothing is known of what its provider does with data; policies that demand something then refuse the call.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>
    /// Whether calls pass although a hard cap applies to them: in process nobody reserves money, so that the cap would not hold. False by default: such calls
    /// are refused, with <c>budget_exceeded</c>.
    /// </summary>
    public bool IgnoreBudgets { get; init; }

    /// <summary>
    /// Whether the options of a call may carry what only the provider's library understands (<c>RawRepresentationFactory</c>), and name a conversation that the
    /// provider keeps: no policy can read either. False by default.
    /// </summary>
    public bool AllowRawOptions { get; init; }
}
