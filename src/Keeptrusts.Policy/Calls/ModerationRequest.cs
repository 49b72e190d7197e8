namespace Keeptrusts.Policy.Calls;

/// <summary>What is sent to a moderation service.</summary>
/// <param name="Target">Id of the declared target whose address and key are used; <see langword="null"/> for a webhook.</param>
/// <param name="Url">The webhook; <see langword="null"/> for a target.</param>
/// <param name="Body">JSON, UTF-8.</param>
public sealed record ModerationRequest(string? Target, Uri? Url, ReadOnlyMemory<byte> Body);
