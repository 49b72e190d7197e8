namespace Keeptrusts.Policy.Injection.Decoding;

/// <summary>Bytes that a part of a text encodes.</summary>
internal readonly record struct ByteRun(byte[] Bytes, int Start, int End);
