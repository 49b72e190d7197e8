using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>One message between a gateway node and its control plane.</summary>
/// <param name="Id">Joins an answer with its question; 0: nobody waits for an answer.</param>
/// <param name="Op">What is asked or told; <see langword="null"/> in answers.</param>
/// <param name="Body">With what.</param>
/// <param name="Error">Why there is no answer, in a word.</param>
internal sealed record LinkFrame(long Id, string? Op, JsonElement? Body, string? Error = null);
