namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>A model's call of a tool.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">What it is given, as the model wrote it.</param>
public sealed record ChatToolCall(string Name, string Arguments);
