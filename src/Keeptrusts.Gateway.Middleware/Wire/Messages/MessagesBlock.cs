namespace Keeptrusts.Gateway.Middleware.Wire.Messages;

/// <summary>A content block.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Type">Its type, such as <c>text</c>.</param>
/// <param name="Input">What a tool is given; empty where it is no call.</param>
internal readonly record struct MessagesBlock(int Index, string Type, ByteRange Input)
{
    /// <summary>Whether it calls a tool, whoever runs that.</summary>
    public bool IsCall => Type.EndsWith("tool_use", StringComparison.Ordinal);
}
