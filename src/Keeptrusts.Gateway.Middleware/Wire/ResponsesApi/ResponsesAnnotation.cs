namespace Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

/// <summary>A place that an annotation names in a text, in code points.</summary>
/// <param name="Value">The number.</param>
/// <param name="At">What it says.</param>
/// <param name="IsEnd">Whether it ends a range.</param>
/// <param name="Key">The text.</param>
internal readonly record struct ResponsesAnnotation(ByteRange Value, int At, bool IsEnd, ResponsesKey Key);
