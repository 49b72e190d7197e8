namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>What a caller sent as its key; never logged.</summary>
/// <param name="Header">The key as the header <c>Authorization</c> has it; <see langword="null"/> where there is none, or more than one.</param>
/// <param name="Several">Whether there is more than one.</param>
internal readonly record struct SentKey(string? Header, bool Several = false)
{
    public static implicit operator SentKey(string? header) => new(header);
}
