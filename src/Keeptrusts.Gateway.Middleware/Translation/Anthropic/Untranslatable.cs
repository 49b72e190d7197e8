using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>What a messages request cannot say. Left out silently it would give another answer than was asked for.</summary>
internal static class Untranslatable
{
    /// <param name="member">The member of the chat request.</param>
    /// <param name="why">What is the matter, and what to do.</param>
    public static Refusal Of(string member, string why) => new()
    {
        Status = 400,
        Type = "invalid_request_error",
        Code = "unsupported_for_target",
        Message = $"`{member}` cannot be translated for a target of provider `anthropic`: {why}",
        Param = member,
        Unsent = true,
    };

    public static Refusal Unknown(string member) => Of(member, "its API has nothing like it. Leave it out, or ask a target that knows it.");
}
