namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>That a token was used.</summary>
/// <param name="Id">The token.</param>
/// <param name="FirstAt">The first use that this process saw.</param>
/// <param name="LastAt">The last one.</param>
internal readonly record struct TokenUse(string Id, DateTimeOffset FirstAt, DateTimeOffset LastAt);
