namespace Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

/// <summary>An item of the output.</summary>
/// <param name="Output">Its index.</param>
/// <param name="Value">The object.</param>
/// <param name="Type">Its type, such as <c>message</c>.</param>
/// <param name="Id">Its id with quotes; empty where it has none.</param>
internal readonly record struct ResponsesItem(int Output, ByteRange Value, string Type, ByteRange Id)
{
    /// <summary>Whether it is a call of a tool, whoever runs that.</summary>
    public bool IsCall => Type.EndsWith("_call", StringComparison.Ordinal) || Type == "mcp_approval_request";

    /// <summary>The tool of a call that names none.</summary>
    public string Tool => Type.EndsWith("_call", StringComparison.Ordinal) ? Type[..^5] : Type;
}
