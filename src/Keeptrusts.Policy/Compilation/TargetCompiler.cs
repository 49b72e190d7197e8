using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Compilation;

/// <summary>A target as written → a target with its provider's defaults.</summary>
internal static class TargetCompiler
{
    private const string AzureOpenAI = "azure-openai";

    /// <summary>The newest version of Azure OpenAI's API that is no preview.</summary>
    private const string LatestStable = "2024-10-21";

    public static TargetPlan Compile(TargetBlock target)
    {
        var node = target.Node;
        var preset = ProviderPreset.Of(target.Provider);
        var capabilities = node.Map("capabilities");
        var timeouts = node.Map("timeouts") ?? MapNode.Empty;
        return new TargetPlan
        {
            Id = target.Id,
            Provider = target.Provider,
            BaseUrl = (node.Text("base_url") ?? preset.BaseUrl) is { } url ? new Uri(url.TrimEnd('/')) : null,
            Secret = Secret(node.Map("secret_key_ref")),
            Client = target.Provider == "chat-client" ? node.Text("client") : null,
            ApiVersion = target.Provider == AzureOpenAI ? node.Text("api_version") ?? LatestStable : null,
            Deployments = Deployments(node.Map("deployments")),
            Models = ServedModels.Of(target),
            Pricing = Pricing(node.Map("pricing")),
            StreamUsage = capabilities?.Flag("stream_usage") ?? preset.StreamUsage,
            OutputLimitField = capabilities?.Text("output_limit_field") ?? preset.OutputLimitField,
            MaxCostPerCallUsd = node.Number("max_cost_per_call_usd"),
            DataPolicy = Data(node.Map("data_policy")),
            Weight = node.Whole("weight") ?? 1,
            ConnectTimeout = Seconds("connect_seconds", 5),
            FirstByteTimeout = Seconds("first_byte_seconds", 60),
            IdleTimeout = Seconds("idle_seconds", 300),
            TotalTimeout = Seconds("total_seconds", 600),
        };

        TimeSpan Seconds(string field, int otherwise) => TimeSpan.FromSeconds(timeouts.Whole(field) ?? otherwise);
    }

    private static Dictionary<string, string> Deployments(MapNode? node)
    {
        var deployments = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in node?.Entries ?? [])
        {
            if (node!.Text(entry.Key) is { } deployment)
            {
                deployments[entry.Key] = deployment;
            }
        }

        return deployments;
    }

    private static DataPolicy Data(MapNode? node) => node is null
        ? DataPolicy.Undeclared
        : new DataPolicy(node.Flag("zero_data_retention") ?? false, node.Flag("training_opt_out") ?? false, node.Whole("retention_days"));

    private static SecretReference? Secret(MapNode? node) => node switch
    {
        null => null,
        _ when node.Text("env") is { } name => new SecretReference("env", name),
        _ when node.Text("store") is { } name => new SecretReference("store", name),
        _ => null,
    };

    private static Dictionary<string, ModelPrice> Pricing(MapNode? node)
    {
        var prices = new Dictionary<string, ModelPrice>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in node?.Entries ?? [])
        {
            if (entry.Value is MapNode price)
            {
                prices[entry.Key] = Price(price);
            }
        }

        return prices;
    }

    private static ModelPrice Price(MapNode node) => new()
    {
        InputPer1M = node.Number("input_per_1m_usd") ?? 0,
        OutputPer1M = node.Number("output_per_1m_usd") ?? 0,
        CachedInputPer1M = node.Number("cached_input_per_1m_usd"),
        CacheWritePer1M = node.Number("cache_write_per_1m_usd"),
        PerRequest = node.Number("per_request_usd") ?? 0,
        Tiers = [.. (node.List("tiers")?.Items ?? []).OfType<MapNode>().Select(Tier)],
    };

    private static PriceTier Tier(MapNode node) => new()
    {
        AboveInputTokens = node.Whole("above_input_tokens") ?? 0,
        InputPer1M = node.Number("input_per_1m_usd") ?? 0,
        OutputPer1M = node.Number("output_per_1m_usd") ?? 0,
        CachedInputPer1M = node.Number("cached_input_per_1m_usd"),
        CacheWritePer1M = node.Number("cache_write_per_1m_usd"),
    };
}
