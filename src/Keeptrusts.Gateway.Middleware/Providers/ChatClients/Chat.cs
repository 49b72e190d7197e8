using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Providers.ChatClients;

/// <summary>A chat request as chat clients take it.</summary>
internal sealed record Chat(IReadOnlyList<ChatMessage> Messages, ChatOptions Options);
