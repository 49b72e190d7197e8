namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>
/// Ids that sort by time: 48 bits of milliseconds and 80 random bits (the layout of RFC 9562's version 7, without its version marks). They are names,
/// not secrets, so they cost no system call for cryptographic randomness.
/// </summary>
internal static class Ids
{
    public static string New(string prefix, DateTimeOffset at) => string.Create(
        prefix.Length + 32,
        (prefix, Milliseconds: (ulong)at.ToUnixTimeMilliseconds(), High: (ushort)Random.Shared.Next(), Low: (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue)),
        static (text, id) =>
        {
            id.prefix.CopyTo(text);
            Span<byte> bytes = stackalloc byte[16];
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, (id.Milliseconds << 16) | id.High);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], id.Low);
            Convert.TryToHexStringLower(bytes, text[id.prefix.Length..], out _);
        });
}
