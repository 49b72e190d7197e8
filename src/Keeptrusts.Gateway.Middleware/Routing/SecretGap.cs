using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>A target whose key is not there.</summary>
internal sealed record SecretGap(string Target, SecretReference Reference);
