using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.Wire.Messages;

/// <summary>A string of a message or event.</summary>
/// <param name="Slot">The token.</param>
/// <param name="Key">The text that it belongs to, by block.</param>
/// <param name="IsWhole">Whether it is that text, or a piece of it; otherwise it stands for itself.</param>
internal readonly record struct MessagesText(TextSlot Slot, ResponsesKey Key, bool IsWhole);
