using System.Text.Json.Nodes;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Policy.Suites;

/// <summary>Reads <c>context</c>: the facts that selectors see.</summary>
internal static class CorpusContext
{
    /// <returns>What is wrong; <see langword="null"/> where nothing is.</returns>
    public static string? Read(JsonNode? node, out PolicyContext context)
    {
        context = new PolicyContext();
        if (node is null)
        {
            return null;
        }

        if (node is not JsonObject facts)
        {
            return "`context` must be an object";
        }

        foreach (var (key, value) in facts)
        {
            if (key == "roles")
            {
                if (CorpusCase.Strings(value) is not { } roles)
                {
                    return "`roles` of `context` must be a list of strings";
                }

                context = context with { Roles = roles };
                continue;
            }

            if (value is not JsonValue fact || !fact.TryGetValue<string>(out var text))
            {
                return "the facts of `context` must be strings";
            }

            switch (key)
            {
                case "team":
                    context = context with { Team = text };
                    break;
                case "key":
                    context = context with { Key = text };
                    break;
                case "user":
                    context = context with { User = text };
                    break;
                case "model":
                    context = context with { Model = text };
                    break;
                case "provider":
                    context = context with { Providers = [text] };
                    break;
                case "environment":
                    context = context with { Environment = text };
                    break;
                default:
                    return "an unknown fact in `context`; known: team, key, user, model, provider, environment, roles";
            }
        }

        return null;
    }
}
