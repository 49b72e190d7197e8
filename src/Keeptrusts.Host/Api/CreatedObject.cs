namespace Keeptrusts.Host.Api;

/// <summary>What an endpoint made, for whoever stands around it.</summary>
/// <param name="Id">The id by which a replay finds it.</param>
internal sealed record CreatedObject(string Id);
