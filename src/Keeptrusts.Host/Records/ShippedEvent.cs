namespace Keeptrusts.Host.Records;

/// <summary>An event on its way into the store.</summary>
/// <param name="Row">The event.</param>
/// <param name="Usage">What it adds to the usage of its day; <see langword="null"/> where it belongs to no call.</param>
internal sealed record ShippedEvent(StoredEvent Row, UsageDay? Usage);
