namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Tokens as the provider counted them.</summary>
internal sealed record ReplyUsage(int Prompt, int Completion, int Cached, int Reasoning, int CacheWrite = 0);
