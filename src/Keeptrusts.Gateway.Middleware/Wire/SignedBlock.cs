namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>A block of a model's thinking, which its provider takes back only as it was.</summary>
/// <param name="Value">The block.</param>
/// <param name="Thinking">What was thought, with quotes.</param>
/// <param name="IsSigned">Whether its signature is there; the gateway takes it away where it has changed the text.</param>
internal readonly record struct SignedBlock(ByteRange Value, ByteRange Thinking, bool IsSigned);
