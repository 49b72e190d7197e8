namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>One thing that is not as it should be.</summary>
/// <param name="Name">What, as a field's name: <c>database</c>.</param>
/// <param name="State">How it is, in a word or two: <c>unreachable</c>.</param>
/// <param name="Since">Since when; becomes the field <c>database_since</c>.</param>
public sealed record HealthFact(string Name, string State, DateTimeOffset? Since = null);
