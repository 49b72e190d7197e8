using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>Properties that some provider's library may send with a request: their values are judged like any other text.</summary>
internal static class ChatProperties
{
    /// <returns>The properties that may leave. Those that cannot be read are left out.</returns>
    public static AdditionalPropertiesDictionary? Rewrite(PhaseEvaluation evaluation, AdditionalPropertiesDictionary? properties, TextSource source)
    {
        if (properties is null)
        {
            return null;
        }

        var rewritten = new AdditionalPropertiesDictionary();
        foreach (var (name, value) in properties)
        {
            if (evaluation.Rewrite(name, source: source) is null && Rewrite(evaluation, value, source, out var judged))
            {
                rewritten[name] = judged;
            }
        }

        return rewritten;
    }

    private static bool Rewrite(PhaseEvaluation evaluation, object? value, TextSource source, out object? judged)
    {
        judged = value;
        if (value is string text)
        {
            judged = evaluation.Rewrite(text, source: source) ?? text;
        }
        else if (value is not (null or bool) && ChatJson.Write(value) is var json)
        {
            if (json is null)
            {
                return false;
            }

            judged = evaluation.Rewrite(json, format: ChannelFormat.Json, source: source) is { } redacted ? ChatJson.Read(redacted) : value;
        }

        return true;
    }
}
