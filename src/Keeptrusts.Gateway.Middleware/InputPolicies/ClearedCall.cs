using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.InputPolicies;

/// <summary>A request whose text may leave, once its edits are applied.</summary>
internal sealed record ClearedCall(Grant Grant, JsonEdits Edits, Verdict Verdict, IReadOnlyList<PolicyResult> Fired);
