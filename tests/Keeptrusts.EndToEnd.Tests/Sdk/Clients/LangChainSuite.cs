namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>LangChain.js (`@langchain/openai`).</summary>
public abstract class LangChainSuite : ClientSuite
{
    private readonly LangChainClient _client;

    private protected LangChainSuite(SdkGateway gateway, LangChainClient client)
        : base(gateway) => _client = client;

    private protected override int MostAttempts => 7;

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
