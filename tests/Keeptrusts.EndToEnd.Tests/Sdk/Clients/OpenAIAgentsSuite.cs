namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>OpenAI's agents (`@openai/agents`).</summary>
public abstract class OpenAIAgentsSuite : ClientSuite
{
    private readonly OpenAIAgentsClient _client;

    private protected OpenAIAgentsSuite(SdkGateway gateway, OpenAIAgentsClient client)
        : base(gateway) => _client = client;

    private protected override string ErrorType(int status, string what) => status switch
    {
        400 => "BadRequestError",
        401 => "AuthenticationError",
        403 => "PermissionDeniedError",
        429 => "RateLimitError",
        _ => "InternalServerError",
    };

    private protected override Task<ClientOutcome> RunAsync(ClientCall call, CancellationToken cancellationToken) => _client.RunAsync(call, cancellationToken);
}
