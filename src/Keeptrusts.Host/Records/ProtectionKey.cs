namespace Keeptrusts.Host.Records;

/// <summary>A key of the ring that encrypts what is stored, wrapped by the master key.</summary>
internal sealed class ProtectionKey
{
    public required string Id { get; init; }

    public required string Xml { get; init; }
}
