namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>The other side cannot be reached, or could not do what was asked.</summary>
internal sealed class LinkDownException(string message) : IOException(message);
