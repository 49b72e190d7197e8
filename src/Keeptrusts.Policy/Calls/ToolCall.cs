namespace Keeptrusts.Policy.Calls;

/// <summary>A tool call of a response, whole.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">Its arguments as the model wrote them: JSON, if the model kept to the form.</param>
/// <param name="At">JSON pointer of the call inside the response; <see langword="null"/> where there is none.</param>
public sealed record ToolCall(string Name, string Arguments, string? At = null);
