using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Providers.ChatClients;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Translation.Anthropic;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>Tries the translation. What policies change of a request are texts, so that what can be said before can be said after.</summary>
internal sealed class Translatability : ITranslatability
{
    public Refusal? Obstacle(TargetPlan target, ModelRequest request)
    {
        Refusal? refusal = null;
        if (AnthropicTarget.Translates(target, request.Surface))
        {
            ChatToMessages.Translate(request.Body).Refused(out refusal, out _);
        }
        else if (target.Dialect == ChatClientTarget.Dialect)
        {
            new ChatRequest(target).Read(request.Body).Refused(out refusal, out _);
        }

        return refusal;
    }
}
