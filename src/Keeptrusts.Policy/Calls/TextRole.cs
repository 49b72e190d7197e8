namespace Keeptrusts.Policy.Calls;

/// <summary>Who speaks in a text.</summary>
public enum TextRole
{
    /// <summary>Not said, as for a bare text.</summary>
    Unknown,

    /// <summary>The application: <c>system</c>, <c>developer</c>, <c>instructions</c>, tool definitions.</summary>
    System,

    /// <summary>The caller.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>The result of a tool, retrieved text, an uploaded document: written by nobody whom the caller vouches for.</summary>
    Tool,
}
