namespace Keeptrusts.Host.Cli.Chat;

/// <summary>What a model answered, and what the gateway said about it.</summary>
internal sealed record ChatReply
{
    public required string Model { get; init; }

    public string Content { get; init; } = "";

    /// <summary>Why the answer is not whole; <see langword="null"/> where it is.</summary>
    public string? Error { get; init; }

    public string? RequestId { get; init; }

    public string? Configuration { get; init; }

    public string? Verdict { get; init; }

    /// <summary>The policies that fired, <c>name=verdict;…</c>.</summary>
    public string? Policies { get; init; }

    public string? BudgetRemainingUsd { get; init; }

    public decimal? CostUsd { get; init; }
}
