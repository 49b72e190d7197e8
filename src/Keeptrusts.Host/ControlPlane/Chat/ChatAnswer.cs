namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>What came of one governed call of a conversation.</summary>
public sealed record ChatAnswer
{
    /// <summary>The model that was asked.</summary>
    public required string Model { get; init; }

    /// <summary>What was written.</summary>
    public string Text { get; init; } = "";

    /// <summary>The tools that the model called, each with what it gave it; the chat runs none.</summary>
    public IReadOnlyList<ChatToolCall>? ToolCalls { get; init; }

    /// <summary>How it ended.</summary>
    public AnswerState State { get; init; } = AnswerState.Done;

    /// <summary>Why there is no whole answer, and what to do.</summary>
    public string? Problem { get; init; }

    /// <summary>The error's code.</summary>
    public string? Code { get; init; }

    /// <summary>The call's id, by which its event is found.</summary>
    public string? RequestId { get; init; }

    /// <summary>What the gateway recorded; <see langword="null"/> until it is known.</summary>
    public ChatFacts? Facts { get; init; }
}
