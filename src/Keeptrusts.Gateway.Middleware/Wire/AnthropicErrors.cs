using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>The types of errors that Anthropic's clients know. What only this gateway refuses keeps its own type, and everything its <c>code</c>.</summary>
internal static class AnthropicErrors
{
    public static string Type(Refusal refusal) => refusal.Type is "policy_violation" or "insufficient_quota" ? refusal.Type : refusal.Status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        _ when refusal.Code == "overloaded" => "overloaded_error",
        >= 500 or < 400 => "api_error",
        _ => "invalid_request_error",
    };
}
