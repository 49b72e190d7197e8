using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Nodes;
using Keeptrusts.Host.ControlPlane.Tokens;

namespace Keeptrusts.Host.Api;

/// <summary>What of this control plane a linked node reaches, and nothing beside it.</summary>
internal sealed record NodeLinkParts(
    INodeFeed Feed, INodeAuthority Authority, IEventIntake Intake, ITokenStore Tokens, IBudgetAuthority? Budgets, IEscalationDesk? Desk, IContentKeySource? ContentKeys);
