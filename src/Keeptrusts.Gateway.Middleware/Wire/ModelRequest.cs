using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>A parsed request: the facts that the gateway acts on, and where every text stands. The body itself is untouched.</summary>
internal sealed class ModelRequest
{
    /// <summary>What is asked for.</summary>
    public required Surface Surface { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required string Model { get; init; }

    /// <summary>Where the body names the model; empty range at 0 where the address does, or nobody.</summary>
    public required ByteRange ModelToken { get; init; }

    public bool Stream { get; init; }

    /// <summary>Whether the caller asked for the usage chunk.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>The member <c>stream_options</c>' value; empty range at 0 when absent.</summary>
    public ByteRange StreamOptions { get; init; }

    public ByteRange IncludeUsageValue { get; init; }

    /// <summary>Answers asked for (<c>n</c>, or more that are made to choose from), for all prompts together.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>Answers that come back (<c>n</c>), for all prompts together.</summary>
    public int Answers { get; init; } = 1;

    /// <summary>The caller's limits of output tokens.</summary>
    public OutputLimits Limits { get; init; } = OutputLimits.None;

    /// <summary>The largest of them.</summary>
    public int? OutputLimit => Limits.Most;

    public ByteRange StoreValue { get; init; }

    /// <summary>Token probabilities of earlier answers, which are not sent on.</summary>
    public IReadOnlyList<ByteRange> Logprobs { get; init; } = [];

    /// <summary>Members that may not go on as they came.</summary>
    public RequestMembers Members { get; init; }

    public int MessageCount { get; init; }

    /// <summary>Tokens of prompts that are given as ids.</summary>
    public int TokenIds { get; init; }

    /// <summary>Whether answers begin with the prompt.</summary>
    public bool Echoes { get; init; }

    /// <summary>Tool calls in the history that it carries.</summary>
    public int ToolCalls { get; init; }

    public required IReadOnlyList<TextSlot> Texts { get; init; }

    public required IReadOnlyList<UnreadablePart> Unreadable { get; init; }

    /// <summary>Whether a tool that the provider runs and bills by itself is asked for.</summary>
    public bool HostedTools { get; init; }

    /// <summary>Blocks of thinking in the history that it carries.</summary>
    public IReadOnlyList<SignedBlock> SignedBlocks { get; init; } = [];

    /// <summary>Whether there are parts whose tokens nobody can count here.</summary>
    public bool HasMedia => Unreadable.Any(part => part.Kind != UnreadableKind.Tokens);

    /// <summary>Where the first member begins: new members go there.</summary>
    public int InsertAt { get; init; }

    /// <summary>What the member <c>user</c> says, for the few calls whose key makes it count.</summary>
    public string? ReadUser()
    {
        if (Members.User.Length == 0)
        {
            return null;
        }

        byte[] alone = [(byte)'{', .. Members.User.Of(Body.Span), (byte)'}'];
        using var json = JsonDocument.Parse(alone);
        var user = json.RootElement.EnumerateObject().First().Value;
        user = user.ValueKind == JsonValueKind.Object && user.TryGetProperty("user_id", out var id) ? id : user; // As messages have it.
        return user.ValueKind == JsonValueKind.String ? user.GetString() : null;
    }
}
