namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>A caller is there but takes nothing of what it is sent.</summary>
internal sealed class CallerStalledException : Exception;
