namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>A place that an annotation names in its choice's text, in code points.</summary>
/// <param name="Choice">Index of the choice.</param>
/// <param name="Value">The number.</param>
/// <param name="At">What it says.</param>
/// <param name="IsEnd">Whether it ends a range.</param>
internal readonly record struct ReplyPosition(int Choice, ByteRange Value, int At, bool IsEnd);
