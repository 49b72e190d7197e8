using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>A parsed chat-completions request: the facts that the gateway acts on, and where every text stands. The body itself is untouched.</summary>
internal sealed class ChatRequest
{
    public required ReadOnlyMemory<byte> Body { get; init; }

    public required string Model { get; init; }

    public required ByteRange ModelToken { get; init; }

    public bool Stream { get; init; }

    /// <summary>Whether the caller asked for the usage chunk.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>The member <c>stream_options</c>' value; empty range at 0 when absent.</summary>
    public ByteRange StreamOptions { get; init; }

    public ByteRange IncludeUsageValue { get; init; }

    /// <summary>Answers asked for (<c>n</c>).</summary>
    public int Choices { get; init; } = 1;

    /// <summary>The caller's output limit, by either name; the larger if both are given, since a server may know only one of them.</summary>
    public int? OutputLimit { get; init; }

    public IReadOnlyList<ByteRange> OutputLimitValues { get; init; } = [];

    /// <summary>Whether the limit was given as <c>max_tokens</c>.</summary>
    public bool MaxTokensGiven { get; init; }

    /// <summary>The <c>null</c> of <c>max_tokens</c>; empty range at 0 when it is absent or says a number.</summary>
    public ByteRange MaxTokensNull { get; init; }

    /// <summary>The <c>null</c> of <c>max_completion_tokens</c>; as above.</summary>
    public ByteRange MaxCompletionTokensNull { get; init; }

    public ByteRange StoreValue { get; init; }

    /// <summary>The member <c>user</c>, from its name to the end of its value.</summary>
    public ByteRange UserMember { get; init; }

    public int MessageCount { get; init; }

    /// <summary>Tool calls in the history that it carries.</summary>
    public int ToolCalls { get; init; }

    public required IReadOnlyList<TextSlot> Texts { get; init; }

    public required IReadOnlyList<UnreadablePart> Unreadable { get; init; }

    /// <summary>Whether a tool that the provider runs and bills by itself is asked for.</summary>
    public bool HostedTools { get; init; }

    /// <summary>Where the first member begins: new members go there.</summary>
    public int InsertAt { get; init; }

    /// <summary>What the member <c>user</c> says, for the few calls whose key makes it count.</summary>
    public string? ReadUser()
    {
        if (UserMember.Length == 0)
        {
            return null;
        }

        byte[] alone = [(byte)'{', .. UserMember.Of(Body.Span), (byte)'}'];
        using var json = JsonDocument.Parse(alone);
        return json.RootElement.EnumerateObject().First().Value is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
    }
}
