namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Why a JSON text is refused.</summary>
/// <param name="Code">The error's <c>code</c>.</param>
/// <param name="Message">What is wrong and what to do; never content.</param>
/// <param name="Param">The field meant, if one.</param>
internal sealed record JsonFault(string Code, string Message, string? Param = null);
