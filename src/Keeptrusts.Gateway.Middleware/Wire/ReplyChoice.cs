namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>One choice of a reply or chunk.</summary>
/// <param name="Index">Its index.</param>
/// <param name="FinishReason">Why it ended; <see langword="null"/> while it goes on.</param>
/// <param name="Logprobs">Token probabilities to be blanked where text may be rewritten; empty when absent or null.</param>
/// <param name="Substance">Whether it carries anything besides text outside tool calls, such as a role.</param>
/// <param name="CallSubstance">Whether it carries anything besides text inside tool calls, such as an id.</param>
internal readonly record struct ReplyChoice(int Index, string? FinishReason, ByteRange Logprobs, bool Substance, bool CallSubstance);
