namespace Keeptrusts.Gateway.Middleware.Authentication;

/// <summary>Header text to bytes.</summary>
internal static class Ascii
{
    /// <returns>False when the text is not ASCII or does not fit.</returns>
    public static bool TryFromUtf16Trimmed(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        text = text.Trim();
        length = 0;
        return text.Length <= bytes.Length
            && System.Text.Ascii.FromUtf16(text, bytes, out length) == System.Buffers.OperationStatus.Done;
    }
}
