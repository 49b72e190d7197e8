using System.Buffers.Binary;

namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>A SHA-256 as a value, so that looking one up compares four numbers and allocates nothing.</summary>
internal readonly record struct KeyHash(ulong A, ulong B, ulong C, ulong D)
{
    public static KeyHash Of(ReadOnlySpan<byte> sha256) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(sha256),
        BinaryPrimitives.ReadUInt64LittleEndian(sha256[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(sha256[16..]),
        BinaryPrimitives.ReadUInt64LittleEndian(sha256[24..]));

    // The bits of a SHA-256 are evenly spread already.
    public override int GetHashCode() => (int)A;
}
