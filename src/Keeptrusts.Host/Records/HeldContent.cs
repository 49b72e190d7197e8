namespace Keeptrusts.Host.Records;

/// <summary>What was said in an escalated call, encrypted; erased when the decision has been carried out or its time is over.</summary>
internal sealed class HeldContent
{
    public const string Request = "request";
    public const string Answer = "answer";

    public required string EscalationId { get; init; }

    /// <summary><c>request</c> or <c>answer</c>.</summary>
    public required string Part { get; init; }

    public required byte[] Ciphertext { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
