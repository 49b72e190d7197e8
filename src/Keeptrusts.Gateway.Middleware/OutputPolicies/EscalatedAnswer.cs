using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>A streamed answer comes to a tool call that a human has to allow.</summary>
/// <param name="envelope">The chunk at which it does.</param>
/// <param name="shape">That chunk, read.</param>
internal delegate void EscalatedAnswer(ReadOnlySpan<byte> envelope, Reply shape);
