namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>A range of bytes in a JSON text; the end is exclusive.</summary>
internal readonly record struct ByteRange(int Start, int End)
{
    public int Length => End - Start;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json) => json[Start..End];
}
