using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>A model in process that says what it is told to, and remembers what it was asked.</summary>
internal sealed class FakeChatClient(params ChatResponse[] replies) : IChatClient
{
    private int _asked;

    /// <summary>How streams are cut; by default one update a message.</summary>
    public Func<ChatResponse, IEnumerable<ChatResponseUpdate>> Cut { get; init; } = reply => reply.ToChatResponseUpdates();

    /// <summary>What asking throws.</summary>
    public Exception? Fails { get; init; }

    public List<List<ChatMessage>> Asked { get; } = [];

    public List<ChatOptions?> Options { get; } = [];

    /// <summary>All that was asked, as JSON.</summary>
    public string Sent => System.Text.Json.JsonSerializer.Serialize(Asked, AIJsonUtilities.DefaultOptions);

    public static FakeChatClient Saying(string text) => new(new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = ChatFinishReason.Stop });

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Fails is null ? Task.FromResult(Next(messages, options)) : Task.FromException<ChatResponse>(Fails);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in Cut(Next(messages, options)))
        {
            await Task.Yield();
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private ChatResponse Next(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        Asked.Add([.. messages]);
        Options.Add(options);
        return replies[Math.Min(_asked++, replies.Length - 1)];
    }
}
