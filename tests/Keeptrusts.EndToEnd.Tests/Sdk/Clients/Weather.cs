namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>The object that structured outputs are asked for.</summary>
/// <param name="City">Where.</param>
/// <param name="Celsius">How warm.</param>
internal sealed record Weather(string City, double Celsius);
