namespace Keeptrusts.Host.Runtime.Webhooks;

/// <summary>A webhook's host resolves to nothing but addresses that it may not reach.</summary>
internal sealed class AddressNotAllowedException() : IOException("The address may not be reached.");
