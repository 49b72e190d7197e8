namespace Keeptrusts.Testing.Upstream;

/// <summary>A tool call of a <see cref="ChatReply"/>.</summary>
/// <param name="Id">The call's id.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">The arguments, JSON in a string.</param>
public sealed record MockToolCall(string Id, string Name, string Arguments);
