using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Providers.ChatClients;

/// <summary>Why a chat client is not asked.</summary>
internal static class ChatClientRefusals
{
    public static Refusal Unregistered(TargetPlan target) => new()
    {
        Status = 503,
        Type = "upstream_error",
        Code = "no_target_available",
        Message = $"The host registers no chat client `{target.Client}` for target `{target.Id}`; it would with `services.AddKeyedChatClient(\"{target.Client}\", …)`.",
        Trouble = FallbackTriggers.ServerError,
        Outcome = Outcomes.Failed,
        Unsent = true,
    };

    /// <summary>What chat clients cannot be told. Left out silently it would give another answer than was asked for.</summary>
    public static Refusal Untranslatable(TargetPlan target, string member) => new()
    {
        Status = 400,
        Type = "invalid_request_error",
        Code = "unsupported_for_target",
        Message = $"`{member}` cannot be translated for target `{target.Id}` of provider `chat-client`. Leave it out, or ask another target.",
        Param = member,
        Unsent = true,
    };
}
