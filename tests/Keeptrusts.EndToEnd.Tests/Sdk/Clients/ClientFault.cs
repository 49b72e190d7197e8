namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>An error as a client raised it.</summary>
/// <param name="Type">Its type in the client's language.</param>
/// <param name="Status">The HTTP status that it tells.</param>
/// <param name="Text">Everything else that it tells: message, code, body, inner errors.</param>
internal sealed record ClientFault(string Type, int? Status, string Text);
