namespace Keeptrusts.Policy.Schema;

/// <summary>The section <c>providers</c>.</summary>
internal static class ProviderShape
{
    public static ObjectShape Section { get; } = new(
    [
        Shapes.Field("targets", new ListShape(Target()), "Where calls may go."),
        Shapes.Field("routing", Routing(), "How a target is chosen among those that serve the model."),
        Shapes.Field("fallback", Fallback(), "When a further attempt is made; without it, never."),
        Shapes.Field("circuit_breaker", Breaker(), "When a failing target is left alone; without it, never."),
        Shapes.Field("model_groups", new ListShape(Group()), "Names for several targets: a call that asks for such a name, or for an alias, may go to any of them."),
    ]);

    private static ObjectShape Target() => new(
    [
        Shapes.Required("id", Shapes.Name, "Name of the target."),
        Shapes.Required("provider", Providers(), "What answers there."),
        Shapes.Field("base_url", new TextShape(TextForm.HttpUrl), "Address of the API, version part included; of Azure OpenAI the resource's endpoint. Needed for `openai-compatible` and `azure-openai`, known of the others."),
        Shapes.Field("secret_key_ref", Secret(), "Where the provider's key is; never the key itself."),
        Shapes.Field("models", Shapes.Texts, "Globs of the models it serves; any without it."),
        Shapes.Field("pricing", new NamedShape(Price()), "Prices by model, in US dollars; they go before the built-in table."),
        Shapes.Field("data_policy", DataPolicy(), "What the provider does with data."),
        Shapes.Field("capabilities", Capabilities(), "What its API can do."),
        Shapes.Field("weight", new WholeShape(1, 1_000_000), "Share in weighted routing."),
        Shapes.Field("max_cost_per_call_usd", Shapes.Money, "Upper bound where a call's meters cannot be bounded."),
        Shapes.Field("timeouts", Timeouts(), "How long to wait."),
        Shapes.Field("client", Shapes.Name, "Name under which the host registers the chat client, for `chat-client`."),
        Shapes.Field("api_version", Shapes.Text, "API version of Azure OpenAI.") with { Default = "2024-10-21" },
        Shapes.Field("deployments", new NamedShape(Shapes.Text), "Model to deployment, for Azure OpenAI; a model that is not listed has a deployment of its own name."),
    ]);

    private static ChoiceShape Providers() => Shapes.Choice(
        ["openai", "azure-openai", "openai-compatible", "groq", "mistral", "deepseek", "google", "ollama", "vllm", "anthropic", "chat-client", "echo"],
        []);

    private static ObjectShape Secret() => new(
    [
        Shapes.Field("env", new TextShape(TextForm.Variable), "Environment variable."),
        Shapes.Field("store", Shapes.Name, "Secret of the control plane."),
    ],
    Example: "secret_key_ref: { env: NAME }");

    private static ObjectShape Price() => new(
    [
        Shapes.Required("input_per_1m_usd", Shapes.Money, "Prompt tokens."),
        Shapes.Required("output_per_1m_usd", Shapes.Money, "Output tokens."),
        Shapes.Field("cached_input_per_1m_usd", Shapes.Money, "Prompt tokens read from the cache."),
        Shapes.Field("cache_write_per_1m_usd", Shapes.Money, "Prompt tokens written to the cache."),
        Shapes.Field("per_request_usd", Shapes.Money, "Fee of each request."),
        Shapes.Field("tiers", new ListShape(Tier()), "Prices of long prompts."),
    ]);

    private static ObjectShape Tier() => new(
    [
        Shapes.Required("above_input_tokens", new WholeShape(1), "Prompts longer than this cost the tier's prices, as a whole."),
        Shapes.Required("input_per_1m_usd", Shapes.Money, "Prompt tokens."),
        Shapes.Required("output_per_1m_usd", Shapes.Money, "Output tokens."),
        Shapes.Field("cached_input_per_1m_usd", Shapes.Money, "Prompt tokens read from the cache."),
        Shapes.Field("cache_write_per_1m_usd", Shapes.Money, "Prompt tokens written to the cache."),
    ]);

    private static ObjectShape DataPolicy() => new(
    [
        Shapes.Field("zero_data_retention", Shapes.Flag, "Whether nothing is kept."),
        Shapes.Field("training_opt_out", Shapes.Flag, "Whether nothing trains models."),
        Shapes.Field("retention_days", new WholeShape(), "Days for which data is kept."),
    ]);

    private static ObjectShape Capabilities() => new(
    [
        Shapes.Field("stream_usage", Shapes.Flag, "Whether a stream may be asked for usage."),
        Shapes.Field("output_limit_field", Shapes.Choice("max_tokens", "max_completion_tokens"), "The field that limits output."),
    ]);

    private static ObjectShape Timeouts() => new(
    [
        Shapes.Field("connect_seconds", new WholeShape(1, 86_400), "For the connection."),
        Shapes.Field("first_byte_seconds", new WholeShape(1, 86_400), "For the first byte of the answer."),
        Shapes.Field("idle_seconds", new WholeShape(1, 86_400), "Between two pieces of an answer."),
        Shapes.Field("total_seconds", new WholeShape(1, 86_400), "For the whole attempt."),
    ]);

    private static ObjectShape Routing() => new(
        [Shapes.Field("strategy", Shapes.Choice("ordered", "round_robin", "weighted", "lowest_latency", "lowest_cost"), "Which target is asked first.") with { Default = "ordered" }]);

    private static ObjectShape Fallback() => new(
    [
        Shapes.Field("triggers", new ListShape(Shapes.Choice("rate_limit", "server_error", "timeout")), "After which failures a further attempt is made.") with { Default = "[rate_limit, server_error, timeout]" },
        Shapes.Field("max_fallback_attempts", new WholeShape(0, 10), "How many further attempts are made: at targets not asked yet, then again at those that refused.") with { Default = "3" },
    ]);

    private static ObjectShape Breaker() => new(
    [
        Shapes.Field("failure_threshold", new WholeShape(1, 1000), "Failures in a row after which a target is left alone.") with { Default = "5" },
        Shapes.Field("cooldown_seconds", new WholeShape(1, 86_400), "How long; then one call tries it.") with { Default = "30" },
    ]);

    private static ObjectShape Group() => new(
    [
        Shapes.Required("name", Shapes.Text, "The name that calls ask for."),
        Shapes.Required("targets", Shapes.SomeTexts, "Ids of targets, in order. Each is sent the name, where its `models` list it, else the first model that they name."),
        Shapes.Field("aliases", Shapes.Texts, "Further names for the same."),
    ]);
}
